import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { failureToRun } from '../src/embedded/failure.ts';
import { folderFailure, layoutOf } from '../src/embedded/layout.ts';
import { DatabaseUnavailable, openDatabase, urlOfDatabase } from '../src/index.ts';
import { newFolder, serverPid } from './support/folder.ts';
import { canPlayOrdinaryUser, nobody, otherProcess } from './support/otherProcess.ts';

async function problem(opening: Promise<unknown>): Promise<string> {
  const error: unknown = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DatabaseUnavailable);
  return error instanceof Error ? error.message : '';
}

describe('a database that cannot be opened says what happened and what to do', () => {
  test('a data folder that is a file', async () => {
    const dataFolder = join(await newFolder(), 'file');
    await writeFile(dataFolder, '');
    expect(await problem(openDatabase({ dataFolder, durable: false }))).toBe(
      `The data folder ${dataFolder} is not a folder. Choose another path.`,
    );
  });

  // Root may write anywhere, so an ordinary user tries it here, or one that root plays below.
  test.runIf(process.getuid?.() !== 0)('a data folder that may not be written', async () => {
    const closed = await newFolder();
    await chmod(closed, 0o500);
    const dataFolder = join(closed, 'data');
    expect(await problem(openDatabase({ dataFolder }))).toBe(
      `The data folder ${dataFolder} is not writable for this user. Choose a folder that is, or change its owner.`,
    );
    await chmod(closed, 0o700);
  });

  test.runIf(canPlayOrdinaryUser)('a data folder of someone else', async () => {
    const dataFolder = await newFolder();
    await expect(otherProcess(dataFolder, nobody)).rejects.toThrow(
      `The data folder ${dataFolder} is not writable for this user. Choose a folder that is, or change its owner.`,
    );
    await mkdir(join(dataFolder, 'postgres'));
    await writeFile(join(dataFolder, 'postgres', 'start.lock'), '', { mode: 0o644 });
    await expect(otherProcess(dataFolder, nobody)).rejects.toThrow('is not writable for this user');
  });

  test.runIf(process.getuid?.() === 0)(
    'as root, a data folder below one that nobody else may enter',
    async () => {
      const closed = await newFolder();
      await chmod(closed, 0o700);
      const dataFolder = join(closed, 'data');
      expect(await problem(openDatabase({ dataFolder, durable: false }))).toBe(
        `PostgreSQL does not run as root, and the unprivileged account it runs under cannot enter ${dataFolder} or run programs there. ` +
          'Choose a data folder whose parents every user may enter, on a disk that allows programs, such as /var/lib/tamis.',
      );
      const left = await readdir(join(dataFolder, 'postgres'));
      expect(left.filter((name) => name.startsWith('cluster'))).toEqual([]);
    },
  );

  test('a full disk, met by the copy of the programs or by PostgreSQL itself', async () => {
    const layout = await layoutOf(await newFolder());
    const copy = Object.assign(new Error('ENOSPC: no space left on device, copyfile'), { code: 'ENOSPC' });
    const output = 'initdb: error: could not write to file "pg_wal/xlogtemp.35": No space left on device\n';
    for (const failure of [folderFailure(layout.dataFolder, copy), failureToRun(layout, { output })]) {
      expect(failure).toBeInstanceOf(DatabaseUnavailable);
      expect(String(failure)).toMatch(/full( disk)?\. Free some space/);
    }
  });

  test('a folder that is no cluster, a cluster of another PostgreSQL, a damaged one, a lost password', async () => {
    const foreign = await newFolder();
    const inForeign = join(foreign, 'postgres', 'cluster');
    await mkdir(inForeign, { recursive: true });
    await writeFile(join(inForeign, 'letter.txt'), 'not yours');
    expect(await problem(openDatabase({ dataFolder: foreign }))).toContain('is not a PostgreSQL cluster');
    expect(await readFile(join(inForeign, 'letter.txt'), 'utf8')).toBe('not yours');

    await writeFile(join(inForeign, 'PG_VERSION'), '17\n');
    expect(await problem(openDatabase({ dataFolder: foreign }))).toMatch(
      /was made by PostgreSQL 17 and this release brings PostgreSQL 18\. Open it with the release that made it/,
    );

    const damaged = await newFolder();
    await (await openDatabase({ dataFolder: damaged, durable: false })).close();
    const cluster = join(damaged, 'postgres', 'cluster');
    const { uid, gid } = await stat(cluster);
    await rm(join(cluster, 'global', 'pg_control'));
    expect(await problem(openDatabase({ dataFolder: damaged, durable: false }))).toMatch(
      /could not find the database system.*backup/,
    );
    expect(await stat(cluster)).toMatchObject({ uid, gid });
    expect(serverPid(damaged)).toBeUndefined();

    await rm(join(damaged, 'postgres', 'password'));
    expect(await problem(openDatabase({ dataFolder: damaged, durable: false }))).toMatch(
      /password file .* is missing\. Restore it/,
    );
  });

  test('a URL where nothing listens, of an unknown database, or that is no URL', async () => {
    const nowhere = await problem(openDatabase({ url: 'postgres://ada:secret@127.0.0.1:1/tamis' }));
    expect(nowhere).toContain('ECONNREFUSED');
    expect(nowhere).toContain('Check DATABASE_URL');
    expect(nowhere).not.toContain('secret');
    const unknown = urlOfDatabase(inject('postgresUrl'), 'unknown');
    expect(await problem(openDatabase({ url: unknown }))).toContain('database "unknown" does not exist');
    expect(await problem(openDatabase({ url: 'postgres://[' }))).toContain('is not a connection string');
  });
});
