import { errorCode } from '../errors.ts';
import type { Layout } from './layout.ts';
import { pollUntil } from './poll.ts';
import { isAlive, readPostmaster } from './postmaster.ts';

/**
 * The signals of an orderly ("fast") and of an immediate stop, each with the time it gets. After an immediate stop the
 * next start recovers from the log: https://www.postgresql.org/docs/18/server-shutdown.html
 */
const STOPS = [
  { signal: 'SIGINT', withinMs: 10_000 },
  { signal: 'SIGQUIT', withinMs: 5_000 },
] as const;

/** Stops the server of this folder, if one runs, and waits for its end. Call it under the start lock. */
export async function stopServer(layout: Layout): Promise<void> {
  for (const { signal, withinMs } of STOPS) {
    const postmaster = await readPostmaster(layout);
    if (postmaster === undefined || !(await isAlive(postmaster.pid, layout))) return;
    send(signal, postmaster.pid);
    const ended = async (): Promise<true | undefined> =>
      (await isAlive(postmaster.pid, layout)) ? undefined : true;
    if (await pollUntil(ended, { withinMs })) return;
  }
}

function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // ESRCH: it ended by itself in the meantime.
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
