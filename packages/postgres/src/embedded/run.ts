import { spawn } from 'node:child_process';
import type { Account } from './account.ts';

/** How a program ended: exit code (`null` after a signal) and everything it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** The environment of PostgreSQL's programs: nothing of ours, messages in English, times in UTC. */
export const PROGRAM_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' };

/** Runs a program to its end under an account; rejects only where it cannot be started (EACCES, ENOENT). */
export function run(program: string, args: readonly string[], account: Account | undefined): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  const child = spawn(program, args, {
    ...account,
    env: PROGRAM_ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  child.once('error', reject);
  child.once('close', (code) => resolve({ code, output }));
  return promise;
}
