import { readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errorCode } from '../errors.ts';
import type { Layout } from './layout.ts';

/** What a server says of itself in `postmaster.pid`. */
export interface Postmaster {
  /** 0 where the server has not written it yet, or never will. */
  readonly pid: number;
  /** On the loopback address; 0 where not written yet. */
  readonly port: number;
  /** Whether it accepts connections; `false` while it starts, recovers or stops. */
  readonly ready: boolean;
}

/**
 * Reads `postmaster.pid`: process id, data directory, start time, port, socket folder, address, shared memory, status,
 * one a line (https://www.postgresql.org/docs/18/storage-file-layout.html). `undefined` where there is none.
 */
export async function readPostmaster(layout: Layout): Promise<Postmaster | undefined> {
  const content = await readIfThere(pidFile(layout));
  if (content === undefined) return undefined;
  const [pid, , , port, , , , status] = content.split('\n');
  return { pid: wholeNumber(pid), port: wholeNumber(port), ready: status?.trim() === 'ready' };
}

/**
 * Whether the process of that id is a PostgreSQL on this very cluster. After a crash the id may belong to something
 * else by now, so the command line is compared where the system shows it (`/proc`); elsewhere being alive has to do.
 */
export async function isAlive(pid: number, layout: Layout): Promise<boolean> {
  if (!isProcess(pid)) return false;
  if (process.platform !== 'linux') return true;
  const command = await readIfThere(`/proc/${pid}/cmdline`);
  const [program = '', ...args] = command?.split('\0') ?? [];
  const folder = args[args.indexOf('-D') + 1];
  return (
    basename(program) === 'postgres' && folder !== undefined && (await sameFolder(folder, layout.cluster))
  );
}

/** Removes what a server left that did not stop cleanly. Only for a process that `isAlive` denies. */
export async function forgetPostmaster(layout: Layout): Promise<void> {
  await rm(pidFile(layout), { force: true });
}

function pidFile(layout: Layout): string {
  return join(layout.cluster, 'postmaster.pid');
}

function wholeNumber(text: string | undefined): number {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : 0;
}

function isProcess(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

async function sameFolder(one: string, other: string): Promise<boolean> {
  try {
    const [a, b] = await Promise.all([stat(one), stat(other)]);
    return a.ino === b.ino && a.dev === b.dev;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    // ESRCH: the process ended between the look-up and the read of its /proc entry.
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ESRCH') return undefined;
    throw error;
  }
}
