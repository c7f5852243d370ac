import { spawn } from 'node:child_process';
import { chown, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseUnavailable } from '../errors.ts';
import type { Account } from './account.ts';
import { failureToRun } from './failure.ts';
import { freePort } from './freePort.ts';
import type { Layout } from './layout.ts';
import { pollUntil } from './poll.ts';
import { type Postmaster, readPostmaster } from './postmaster.ts';
import { PROGRAM_ENVIRONMENT } from './run.ts';

/** Everything a start needs. */
export interface Start {
  readonly layout: Layout;
  readonly programs: string;
  readonly account: Account | undefined;
  /** `false` only for databases that a test throws away: a power cut may then corrupt them. */
  readonly durable: boolean;
}

/** Longest wait for a server that recovers from a crash. */
export const READY_WITHIN_MS = 60_000;

/** A port that a neighbour took meanwhile, or processes of a killed server that are still ending. */
const PASSING =
  /could not create any TCP\/IP sockets|shared memory block .* still in use|lock file .* already exists/;

/**
 * Starts the server on a free loopback port and waits until it accepts connections. `undefined` where it failed for a
 * reason that passes: look again, and try again. Call it under the start lock.
 */
export async function tryStart(start: Start): Promise<Postmaster | undefined> {
  const outcome = await spawnServer(start, await freePort());
  if (!(outcome instanceof DatabaseUnavailable)) return outcome;
  if (PASSING.test(outcome.message)) return undefined;
  throw outcome;
}

/**
 * The server is a session of its own, writing to a file: Ctrl-C in the terminal does not reach it and it survives its
 * parent, so that work in flight ends in order and the next start adopts it.
 */
async function spawnServer(start: Start, port: number): Promise<Postmaster | DatabaseUnavailable> {
  const { layout, account } = start;
  const log = await open(layout.log, 'w', 0o600);
  if (account !== undefined) await chown(layout.log, account.uid, account.gid);
  const options = { ...account, detached: true, cwd: layout.root, env: PROGRAM_ENVIRONMENT };
  const program = join(start.programs, 'bin', 'postgres');
  const server = spawn(program, settings(start, port), { ...options, stdio: ['ignore', log.fd, log.fd] });
  const failed = Promise.withResolvers<DatabaseUnavailable>();
  server.once('error', (cause) => failed.resolve(failureToRun(layout, { cause })));
  server.once('exit', () => failed.resolve(readLog(layout)));
  server.unref();
  await log.close();
  return await Promise.race([failed.promise, ready(layout, server.pid)]);
}

async function ready(layout: Layout, pid: number | undefined): Promise<Postmaster | DatabaseUnavailable> {
  const probe = async (): Promise<Postmaster | undefined> => {
    const postmaster = await readPostmaster(layout);
    return postmaster?.ready && postmaster.pid === pid ? postmaster : undefined;
  };
  return (await pollUntil(probe, { withinMs: READY_WITHIN_MS })) ?? readLog(layout);
}

async function readLog(layout: Layout): Promise<DatabaseUnavailable> {
  return failureToRun(layout, { output: await readFile(layout.log, 'utf8') });
}

/**
 * Only loopback, only with the password. The log holds the server's own life and not the errors of statements, which
 * quote personal data (level `log`: https://www.postgresql.org/docs/18/runtime-config-logging.html).
 */
function settings({ layout, durable }: Start, port: number): string[] {
  const chosen = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'log',
    log_checkpoints: 'off',
    jit: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', layout.cluster, '-p', String(port), ...flags];
}
