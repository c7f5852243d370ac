import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseUnavailable, errorCode } from '../errors.ts';
import type { Account } from './account.ts';
import { packagedMajor } from './binaries.ts';
import { failureToRun } from './failure.ts';
import { exists, type Layout } from './layout.ts';
import { run } from './run.ts';
import type { Start } from './start.ts';

/** The server's only account. */
export const USER = 'tamis';

/** Makes the cluster where there is none, and refuses one that cannot be opened. Call it under the start lock. */
export async function prepareCluster(start: Start): Promise<void> {
  if (!(await exists(start.layout.cluster))) return createCluster(start);
  await refuseForeignCluster(start.layout);
  await readPassword(start.layout);
}

/** The password that `createCluster` chose; throws `DatabaseUnavailable` where the file is gone or not ours to read. */
export async function readPassword(layout: Layout): Promise<string> {
  try {
    return (await readFile(layout.password, 'utf8')).trim();
  } catch (error) {
    const problem = errorCode(error) === 'ENOENT' ? 'is missing' : 'cannot be read by this user';
    throw new DatabaseUnavailable(
      `The database's password file ${layout.password} ${problem}. ` +
        'Restore it from a backup, run as the user who made the data folder, or choose another data folder.',
      { cause: error },
    );
  }
}

/**
 * The password is written before the cluster is in its place, so that no cluster is ever without one.
 * The collation is PostgreSQL's own `C.UTF-8`: the same order on every machine
 * (https://www.postgresql.org/docs/18/locale.html#LOCALE-PROVIDERS).
 */
async function createCluster(start: Start): Promise<void> {
  const { layout, account } = start;
  const { unfinishedCluster } = layout;
  const passwordFile = `${unfinishedCluster}.password`;
  await rm(unfinishedCluster, { recursive: true, force: true });
  await rm(layout.password, { force: true });
  const password = randomBytes(24).toString('hex');
  await writeFile(layout.password, password, { mode: 0o600, flag: 'wx' });
  try {
    await giveTo(account, passwordFile, () => writeFile(passwordFile, password, { mode: 0o600 }));
    await giveTo(account, unfinishedCluster, () => mkdir(unfinishedCluster, { mode: 0o700 }));
    await initdb(start, passwordFile);
  } catch (error) {
    await rm(unfinishedCluster, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinishedCluster, layout.cluster);
}

async function giveTo(
  account: Account | undefined,
  path: string,
  make: () => Promise<unknown>,
): Promise<void> {
  await make();
  if (account !== undefined) await chown(path, account.uid, account.gid);
}

async function initdb({ layout, programs, account, durable }: Start, passwordFile: string): Promise<void> {
  const args = [
    `--pgdata=${layout.unfinishedCluster}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  const ended = await run(join(programs, 'bin', 'initdb'), args, account).catch((error: unknown) => {
    throw failureToRun(layout, { cause: error });
  });
  if (ended.code !== 0) throw failureToRun(layout, { output: ended.output });
}

async function refuseForeignCluster(layout: Layout): Promise<void> {
  const versionFile = join(layout.cluster, 'PG_VERSION');
  if (!(await exists(versionFile))) {
    const content = (await readdir(layout.cluster)).length;
    throw new DatabaseUnavailable(
      `${layout.cluster} is not a PostgreSQL cluster (${content} entries, no PG_VERSION). ` +
        'Restore it from a backup, or choose another data folder.',
    );
  }
  const major = (await readFile(versionFile, 'utf8')).trim();
  const ours = packagedMajor();
  if (major === ours) return;
  throw new DatabaseUnavailable(
    `${layout.cluster} was made by PostgreSQL ${major} and this release brings PostgreSQL ${ours}. ` +
      'Open it with the release that made it, dump it with pg_dump, and restore the dump into a new data folder.',
  );
}
