import { DatabaseUnavailable, errorCode } from '../errors.ts';
import type { Layout } from './layout.ts';

/** How many lines of PostgreSQL's own words a message carries. */
const QUOTED_LINES = 3;

/** Why a program of PostgreSQL failed: an error of starting it, or what it wrote before it ended. */
interface Failure {
  readonly cause?: unknown;
  readonly output?: string;
}

/** Turns a failure of `initdb` or `postgres` into one clear error. */
export function failureToRun(layout: Layout, { cause, output = '' }: Failure): DatabaseUnavailable {
  return new DatabaseUnavailable(explain(layout, { cause, output }), { cause });
}

function explain(layout: Layout, { cause, output }: { cause: unknown; output: string }): string {
  if (errorCode(cause) === 'EACCES' || /Permission denied/i.test(output)) return unreachable(layout);
  if (/No space left on device|disk quota exceeded/i.test(output)) {
    return `The disk of the data folder ${layout.dataFolder} is full. Free some space (a new database needs about 150 MB) and try again.`;
  }
  const reason = cause instanceof Error ? cause.message : lastLines(output);
  return (
    `PostgreSQL could not start in ${layout.dataFolder}: ${reason || 'it said nothing'}. ` +
    `Its log is ${layout.log}. Restore the folder from a backup, or choose another data folder.`
  );
}

function unreachable({ dataFolder }: Layout): string {
  if (process.getuid?.() !== 0) {
    return `PostgreSQL may not run in ${dataFolder}: permission denied. Choose a folder of your own on a disk that allows programs.`;
  }
  return (
    `PostgreSQL does not run as root, and the unprivileged account it runs under cannot enter ${dataFolder} or run programs there. ` +
    'Choose a data folder whose parents every user may enter, on a disk that allows programs, such as /var/lib/tamis.'
  );
}

function lastLines(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  return lines.filter(Boolean).slice(-QUOTED_LINES).join(' ').replace(/\.$/, '');
}
