import type { Kysely } from 'kysely';
import { claimDue, setNextRun } from '../store/schedules.ts';
import type { Tables } from '../store/schema.ts';
import { type Loop, startLoop } from './loop.ts';
import { nextRun } from './nextRun.ts';
import type { RunQueue } from './runQueue.ts';

const LOOK_EVERY_MS = 1_000;
const CLAIMED_AT_ONCE = 50;

/** What the scheduler needs of the process. */
export interface SchedulerPorts {
  readonly owner: Kysely<Tables>;
  readonly runs: RunQueue;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

/**
 * Starts runs when they are due. Several processes may do so: a due connection is locked, its next time set and its run queued in one
 * transaction. What was missed while no process lived is due at once, and once.
 */
export function startScheduler(ports: SchedulerPorts): Loop {
  return startLoop(LOOK_EVERY_MS, () => startDue(ports), ports.onError);
}

/** Queues the runs of all connections that are due. */
async function startDue({ owner, runs, now }: SchedulerPorts): Promise<void> {
  await owner.transaction().execute(async (transaction) => {
    for (const due of await claimDue(transaction, now(), CLAIMED_AT_ONCE)) {
      await setNextRun(transaction, due, nextRun(due.schedule, now()));
      await runs.enqueue(due, 'schedule', transaction);
    }
  });
}
