import { fromKysely, type Job, type PgBoss } from 'pg-boss';
import { z } from 'zod';
import { type DigestWeek, digestWeek } from '../handOver/digestWeek.ts';
import { type DigestPorts, sendDigest } from '../handOver/sendDigest.ts';
import { claimDigest, type DigestWorkspace, digestWorkspaces } from '../store/digests.ts';
import { administratorsOf } from '../store/users.ts';
import { type Loop, startLoop } from './loop.ts';

const DIGESTS = 'digests';
const MINUTE_S = 60;
/** Longer than a mail server may take over one e-mail: a job is given to another worker only when its own has surely let go of it. */
const LONGEST_SECONDS = 15 * MINUTE_S;
/** With the pauses below, about three days. */
const ATTEMPTS = 20;
/** What a run finds is dated by its start, so a digest waits for runs that began in its week; for so long at most. */
const PATIENCE_MS = 4 * 3_600_000;
const LONGEST_PAUSE_SECONDS = 6 * 60 * MINUTE_S;

/** How fast digests go out. */
export interface DigestPace {
  /** How often is looked for weeks that ended. */
  readonly lookEveryMs: number;
  /** One e-mail goes out in so many seconds. */
  readonly sendEverySeconds: number;
  /** How long is waited after a first failure; the pauses then double. */
  readonly firstPauseSeconds: number;
}

const WEEKLY: DigestPace = { lookEveryMs: 60_000, sendEverySeconds: 2, firstPauseSeconds: MINUTE_S };

/** One e-mail to one person. */
const digestJob = z.object({
  workspaceId: z.string(),
  userId: z.string(),
  week: z.object({ name: z.string(), from: z.number(), to: z.number(), timeZone: z.string() }),
});

/**
 * Sends each workspace's digest once a week, whatever processes do so: the week is claimed and one e-mail per administrator is queued
 * in one transaction. An e-mail that the server did not accept is tried again. One that it did is sent again only if the process dies
 * before it has noted so, and then bears the same Message-ID.
 */
export async function startDigests(
  boss: PgBoss,
  ports: DigestPorts,
  pace: DigestPace = WEEKLY,
): Promise<Loop> {
  await boss.createQueue(DIGESTS, {
    expireInSeconds: LONGEST_SECONDS,
    retryLimit: ATTEMPTS,
    retryDelay: pace.firstPauseSeconds,
    retryBackoff: true,
    retryDelayMax: LONGEST_PAUSE_SECONDS,
  });
  await boss.work(DIGESTS, { pollingIntervalSeconds: pace.sendEverySeconds }, async (jobs) => {
    for (const job of jobs) await carryOut(ports, job);
  });
  return startLoop(
    pace.lookEveryMs,
    () => queueDue(boss, ports),
    (error) => ports.log.failed('digest', error),
  );
}

/** Queues the e-mails of every workspace whose week has ended. */
async function queueDue(boss: PgBoss, { store, now }: DigestPorts): Promise<void> {
  for (const workspace of await digestWorkspaces(store.owner)) {
    const { workspaceId, timeZone } = workspace;
    const week = digestWeek(now(), timeZone);
    if (!isComplete(week, workspace, now())) continue;
    await store.owner.transaction().execute(async (transaction) => {
      if (!(await claimDigest(transaction, workspaceId, week.name))) return;
      for (const { id: userId } of await administratorsOf(transaction, workspaceId))
        await boss.send(DIGESTS, { workspaceId, userId, week }, { db: fromKysely(transaction) });
    });
  }
}

/** Whether everything that a digest of the week can tell is stored; nothing is told of weeks before the first run. */
function isComplete({ to }: DigestWeek, { firstRunAt, runningSince }: DigestWorkspace, now: number): boolean {
  const underWay = runningSince !== null && runningSince < to;
  return firstRunAt < to && (!underWay || now >= to + PATIENCE_MS);
}

async function carryOut(ports: DigestPorts, { data, signal }: Job<unknown>): Promise<void> {
  try {
    await sendDigest(ports, { ...digestJob.parse(data), signal });
  } catch (error) {
    ports.log.failed('digest', error);
    throw error;
  }
}
