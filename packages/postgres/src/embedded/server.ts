import { chmod, stat } from 'node:fs/promises';
import pg from 'pg';
import { DatabaseUnavailable, errorCode } from '../errors.ts';
import { serverAccount } from './account.ts';
import { programs } from './binaries.ts';
import { prepareCluster, readPassword, USER } from './cluster.ts';
import { type HeldLock, lock, tryLock } from './kernelLock.ts';
import { folderFailure, type Layout, layoutOf } from './layout.ts';
import { pollUntil } from './poll.ts';
import { forgetPostmaster, isAlive, type Postmaster, readPostmaster } from './postmaster.ts';
import { READY_WITHIN_MS, tryStart } from './start.ts';
import { stopServer } from './stop.ts';

/** A use of the server of one data folder. */
export interface EmbeddedServer {
  /** Connection string of its maintenance database. It holds the password: never log it, never pass it as an argument. */
  readonly url: string;
  /** Ends this use; the last user of the folder stops the server. */
  leave(): Promise<void>;
}

/** How the server is used. */
export interface EmbeddedOptions {
  readonly dataFolder: string;
  readonly durable: boolean;
}

/** Class 28 of https://www.postgresql.org/docs/18/errcodes-appendix.html */
const INVALID_AUTHORIZATION = '28';

/** Longest wait for another process that starts or stops the server. */
const LOCK_WITHIN_MS = 90_000;

/**
 * Adopts the running server of a data folder, or makes and starts one; any number of processes may do so at the same
 * instant and share one server. Every use is a shared kernel lock, which ends with its process however that ends.
 */
export async function enterServer({ dataFolder, durable }: EmbeddedOptions): Promise<EmbeddedServer> {
  const layout = await layoutOf(dataFolder);
  try {
    const starting = await lock(layout.startLock, 'exclusive', LOCK_WITHIN_MS);
    try {
      const url = await adoptOrStart(layout, durable);
      const use = await lock(layout.usersLock, 'shared', LOCK_WITHIN_MS);
      return { url, leave: () => leaveServer(layout, use) };
    } finally {
      starting.release();
    }
  } catch (error) {
    throw folderFailure(layout.dataFolder, error);
  }
}

async function leaveServer(layout: Layout, use: HeldLock): Promise<void> {
  use.release();
  const stopping = await lock(layout.startLock, 'exclusive', LOCK_WITHIN_MS);
  const alone = tryLock(layout.usersLock, 'exclusive');
  try {
    if (alone !== undefined) await stopServer(layout);
  } finally {
    alone?.release();
    stopping.release();
  }
}

async function adoptOrStart(layout: Layout, durable: boolean): Promise<string> {
  const running = await pollUntil(async () => (await adopt(layout)) ?? (await start(layout, durable)), {
    withinMs: READY_WITHIN_MS,
  });
  if (running !== undefined) return urlOf(running, await readPassword(layout));
  throw new DatabaseUnavailable(
    `PostgreSQL could not start in ${layout.dataFolder}: no free port, or processes of an earlier server are still ending. ` +
      `Its log is ${layout.log}. Try again in a minute.`,
  );
}

async function start(layout: Layout, durable: boolean): Promise<Postmaster | undefined> {
  await letServerIn(layout);
  const needs = { layout, programs: await programs(layout), account: await serverAccount(layout), durable };
  await prepareCluster(needs);
  return await tryStart(needs);
}

/** The server that a killed or a living process left running here, once it answers; `undefined` where none runs. */
async function adopt(layout: Layout): Promise<Postmaster | undefined> {
  const found = await pollUntil(
    async () => {
      const recorded = await readPostmaster(layout);
      if (recorded === undefined) return 'none';
      if (!(await isAlive(recorded.pid, layout))) return 'dead';
      return recorded.ready && (await answers(recorded, layout)) ? recorded : undefined;
    },
    { withinMs: READY_WITHIN_MS },
  );
  if (found === 'dead') await forgetPostmaster(layout);
  if (found === 'none' || found === 'dead') return undefined;
  if (found !== undefined) return found;
  throw new DatabaseUnavailable(
    `A PostgreSQL server runs in ${layout.cluster} and has not answered for ${READY_WITHIN_MS / 1000} s. ` +
      `Its process id is in postmaster.pid and its log is ${layout.log}: let it finish, or stop it, and try again.`,
  );
}

/** Whether the server takes our password, proves that it knows it too (SCRAM is mutual), and serves this very folder. */
async function answers(postmaster: Postmaster, layout: Layout): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(postmaster, await readPassword(layout)) });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(
      "SELECT current_setting('data_directory') AS folder",
    );
    const [theirs, ours] = await Promise.all([stat(rows[0]?.folder ?? ''), stat(layout.cluster)]);
    return theirs.ino === ours.ino && theirs.dev === ours.dev;
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error;
    if (errorCode(error)?.startsWith(INVALID_AUTHORIZATION)) throw wrongPassword(layout, error);
    return false;
  } finally {
    await client.end();
  }
}

/** Under root the server runs as another account, which has to pass through the data folder without listing it. */
async function letServerIn({ dataFolder }: Layout): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { mode, uid } = await stat(dataFolder);
  if (uid === 0 && (mode & 0o001) === 0) await chmod(dataFolder, (mode & 0o777) | 0o011);
}

function urlOf({ port }: Postmaster, password: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`;
}

function wrongPassword(layout: Layout, cause: unknown): DatabaseUnavailable {
  return new DatabaseUnavailable(
    `The server of ${layout.dataFolder} refuses the password in ${layout.password}. Restore that file from a backup.`,
    { cause },
  );
}
