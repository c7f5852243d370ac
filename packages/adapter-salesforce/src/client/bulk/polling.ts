import { setTimeout as timer } from 'node:timers/promises';
import type { Job } from '../../wire.ts';
import type { SalesforceClient } from '../index.ts';

/** How a job is waited for; milliseconds. */
export interface Polling {
  /** Before the first look; each further wait is twice as long. */
  readonly firstMs: number;
  readonly mostMs: number;
  /** A job that takes longer is given up. */
  readonly patienceMs: number;
}

/** Growing waits: a look costs a request, and looking every second has used up whole days. */
export const POLLING: Polling = { firstMs: 1000, mostMs: 60_000, patienceMs: 3_600_000 };

/** Waits until a job has come to an end; `null` where it was given up. */
export async function untilOver(
  { client, signal, polling }: { client: SalesforceClient; signal: AbortSignal; polling: Polling },
  look: () => Promise<Job>,
): Promise<Job | null> {
  let waited = 0;
  for (let wait = polling.firstMs; waited < polling.patienceMs; wait = Math.min(wait * 2, polling.mostMs)) {
    await pause(wait * (1 - client.random() / 4), signal);
    waited += wait;
    const job = await look();
    if (job.state === 'JobComplete' || job.state === 'Failed' || job.state === 'Aborted') return job;
  }
  return null;
}

/** Throws the signal's own reason when aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await timer(ms, undefined, { signal }).catch((error: unknown) => {
    throw signal.aborted ? signal.reason : error;
  });
}
