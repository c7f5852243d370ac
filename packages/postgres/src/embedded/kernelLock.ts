import { accessSync, closeSync, constants, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseUnavailable, errorCode } from '../errors.ts';
import { pollUntil } from './poll.ts';

/** A held lock. Releasing twice is harmless; the death of the process releases it too. */
export interface HeldLock {
  release(): void;
}

/** SQLITE_BUSY: https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/**
 * Takes a lock on a file, or answers `undefined` where another holder is in the way.
 *
 * Node offers no `flock`; a transaction on an empty SQLite file is the same kernel lock
 * (https://www.sqlite.org/lockingv3.html), with nothing to clean up after a SIGKILL and no process ids to compare.
 * The file stays empty.
 */
export function tryLock(path: string, mode: 'shared' | 'exclusive'): HeldLock | undefined {
  makeLockFile(path);
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec(mode === 'exclusive' ? 'BEGIN EXCLUSIVE' : 'BEGIN');
    // A deferred transaction takes its shared lock at the first read.
    if (mode === 'shared') file.prepare('SELECT count(*) FROM sqlite_master').get();
  } catch (error) {
    file.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
  return {
    release() {
      if (file.isOpen) file.close();
    },
  };
}

/**
 * SQLite would make the file readable for all, and would open one that this user may not write for reading, where no
 * lock excludes anyone. An existing file is not opened here: closing it would end the locks this process holds on it
 * (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
 */
function makeLockFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    accessSync(path, constants.R_OK | constants.W_OK);
  }
}

/** Waits up to `withinMs` for a lock; throws `DatabaseUnavailable` when another process keeps it. */
export async function lock(path: string, mode: 'shared' | 'exclusive', withinMs: number): Promise<HeldLock> {
  const held = await pollUntil(() => tryLock(path, mode), { withinMs });
  if (held !== undefined) return held;
  throw new DatabaseUnavailable(
    `Another process has been starting or stopping the database for ${withinMs / 1000} s (it holds ${path}). ` +
      'Wait for it, or end it, and try again.',
  );
}
