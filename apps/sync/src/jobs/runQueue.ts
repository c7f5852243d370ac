import type { Kysely, Transaction } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import { z } from 'zod';
import { activeSchedule, nextRunOf, setNextRun } from '../store/schedules.ts';
import type { RunTrigger, Scope, Tables } from '../store/schema.ts';
import { nextRun } from './nextRun.ts';

/** Where runs are asked for. One run of a connection at a time; at most one more waits. */
export interface RunQueue {
  /** Asks for a run as soon as may be; inside `transaction`, the run is asked for when that commits. */
  enqueue(
    scope: Scope,
    trigger: RunTrigger,
    transaction?: Transaction<Tables>,
  ): Promise<'queued' | 'already-queued'>;
  /** Brings the schedule of a connection in line with its row: after a change, an approval, a pause, a disconnection. */
  reschedule(scope: Scope): Promise<void>;
  /** When the schedule starts the connection's next run; `null` where none will start. */
  nextRunAt(scope: Scope): Promise<number | null>;
}

/** The name of the queue of runs. */
export const RUNS = 'runs';

/** One run that was asked for. */
export const runJob = z.object({
  workspaceId: z.string(),
  connectionId: z.string(),
  trigger: z.enum(['manual', 'schedule', 'approval', 'retry', 'publish', 'linked']),
});

/** pg-boss's smallest heartbeat: a killed worker's run is taken up by another about so many seconds later. */
const HEARTBEAT_SECONDS = 10;
/** The longest run; pg-boss takes at most a day. */
const LONGEST_RUN_SECONDS = 23 * 3_600;
const LOOK_AFTER_SECONDS = 2;

/** Starts the queue on the owner's database, in a schema of its own. Stop it. */
export async function startBoss(url: string, onError: (error: Error) => void): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    max: 3,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: LOOK_AFTER_SECONDS,
    monitorIntervalSeconds: LOOK_AFTER_SECONDS,
  });
  boss.on('error', onError);
  await boss.start();
  await boss.createQueue(RUNS, {
    policy: 'stately',
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: LONGEST_RUN_SECONDS,
    retryLimit: 1_000,
    retryDelay: 1,
    notify: true,
  });
  return boss;
}

/** The queue as the API sees it. */
export function openRunQueue(boss: PgBoss, owner: Kysely<Tables>, now: () => number): RunQueue {
  return {
    async enqueue(scope, trigger, transaction) {
      const job = { workspaceId: scope.workspaceId, connectionId: scope.connectionId, trigger };
      const id = await boss.send(RUNS, job, {
        singletonKey: scope.connectionId,
        ...(transaction === undefined ? {} : { db: fromKysely(transaction) }),
      });
      return id === null ? 'already-queued' : 'queued';
    },
    async reschedule(scope) {
      const schedule = await activeSchedule(owner, scope);
      await setNextRun(owner, scope, schedule === null ? null : nextRun(schedule, now()));
    },
    nextRunAt: (scope) => nextRunOf(owner, scope),
  };
}
