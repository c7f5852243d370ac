import type { Job, PgBoss } from 'pg-boss';
import type { Environment } from '../environment.ts';
import type { Store } from '../service/openStore.ts';
import { runConnection } from '../service/runConnection.ts';
import { connectionOf } from '../store/connections.ts';
import type { Schedule } from '../store/schema.ts';
import { workspaceOf } from '../store/workspaces.ts';
import type { RunReport } from '../sync/closeRun.ts';
import type { Adapters } from './adapters.ts';
import { RUNS, type RunQueue, runJob } from './runQueue.ts';

/** Runs under way at once in one process; they mostly wait for CRMs. */
const RUNS_AT_ONCE = 4;
const LOOK_EVERY_SECONDS = 0.5;
const REFRESH_SECONDS = 3;
const MINUTE_MS = 60_000;
/** With a cron schedule, changes are read beside a full walk so often. */
const CRON_FRESH_MS = 5 * MINUTE_MS;

/** What the worker needs of the process. */
export interface WorkerPorts {
  readonly store: Store;
  readonly environment: Environment;
  readonly adapters: Adapters;
  readonly runs: RunQueue;
  readonly now: () => number;
  readonly random: () => number;
  /** Aborts when the process is to end: runs stop at their next page, and go on elsewhere or later. */
  readonly stopping: AbortSignal;
  readonly ran: (report: RunReport) => void;
}

/** The process is ending: the queue gives the run to the next worker. */
class Interrupted extends Error {
  constructor() {
    super('This worker was stopped. The run goes on in the next one, from its last stored page.');
    this.name = 'Interrupted';
  }
}

/** Takes runs from the queue. */
export async function startWorker(boss: PgBoss, ports: WorkerPorts): Promise<void> {
  await boss.work(
    RUNS,
    {
      localConcurrency: RUNS_AT_ONCE,
      pollingIntervalSeconds: LOOK_EVERY_SECONDS,
      notifyPollingIntervalSeconds: LOOK_EVERY_SECONDS,
      heartbeatRefreshSeconds: REFRESH_SECONDS,
    },
    async (jobs) => {
      for (const job of jobs) await carryOut(ports, job);
    },
  );
}

/** How long a person waits for a change at most, whatever runs. */
function pollingInterval(schedule: Schedule): number {
  return schedule.kind === 'every' ? schedule.minutes * MINUTE_MS : CRON_FRESH_MS;
}

async function carryOut(ports: WorkerPorts, { data, signal }: Job<unknown>): Promise<void> {
  const { store, environment, adapters, now, random, stopping } = ports;
  const { workspaceId, connectionId, trigger } = runJob.parse(data);
  const service = await store.workspace(await workspaceOf(store.owner, workspaceId));
  const connection = await connectionOf(service.db, { workspaceId, connectionId });
  if (connection === null || connection.mappingVersion === 0 || connection.status === 'reconnect-needed')
    return;
  const report = await runConnection({ service, environment }, connection, {
    adapter: await adapters.of(service, connection),
    trigger,
    freshEveryMs: pollingInterval(connection.schedule),
    dryRun: false,
    asOf: now,
    now,
    random,
    signal: AbortSignal.any([signal, stopping]),
  });
  ports.ran(report);
  for (const other of report.leftFor)
    await ports.runs.enqueue({ workspaceId, connectionId: other }, 'linked');
  if (stopping.aborted && report.status === 'paused') throw new Interrupted();
}
