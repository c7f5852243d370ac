import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '../src/index.ts';
import { newFolder, serverPid } from './support/folder.ts';
import { canPlayOrdinaryUser, nobody, otherProcess } from './support/otherProcess.ts';

const onLinux = process.platform === 'linux';
const asRoot = process.getuid?.() === 0;

async function note(database: OpenDatabase, text: string): Promise<void> {
  const pool = database.pool({ max: 1 });
  await pool.query('CREATE TABLE IF NOT EXISTS note (text text)');
  await pool.query('INSERT INTO note VALUES ($1)', [text]);
}

async function notes(database: OpenDatabase): Promise<string[]> {
  const { rows } = await database
    .pool({ max: 1 })
    .query<{ text: string }>('SELECT text FROM note ORDER BY text');
  return rows.map(({ text }) => text);
}

const shared = await mkdtemp(join(tmpdir(), 'tamis server '));
afterAll(() => rm(shared, { recursive: true }));

describe('one data folder', () => {
  test('is made once by processes that start at the same instant; they share one server and the last one stops it', async () => {
    const dataFolder = await newFolder();
    const users = await Promise.all([1, 2, 3].map(() => otherProcess(dataFolder)));
    expect(new Set(users.map(({ url }) => url)).size).toBe(1);
    const pid = serverPid(dataFolder);
    for (const user of users.slice(1)) {
      await user.close();
      expect(serverPid(dataFolder)).toBe(pid);
    }
    await users[0]?.close();
    expect(serverPid(dataFolder)).toBeUndefined();
  });

  test('keeps its data from one run to the next, and stops its server in between', async () => {
    const dataFolder = shared;
    const first = await openDatabase({ dataFolder });
    await note(first, 'kept');
    await first.close();
    expect(serverPid(dataFolder)).toBeUndefined();

    const second = await openDatabase({ dataFolder });
    expect(await notes(second)).toEqual(['kept']);
    await second.close();
    await second.close();

    for (const leftover of ['', String(process.pid), `${process.pid}\n/elsewhere\n1\n5432\n\n\n\nready\n`]) {
      await writeFile(join(dataFolder, 'postgres', 'cluster', 'postmaster.pid'), leftover);
      const after = await openDatabase({ dataFolder });
      expect(await notes(after)).toEqual(['kept']);
      await after.close();
    }
  });

  test('outlives a killed process: the next one adopts the running server with all that was committed', async () => {
    const dataFolder = shared;
    const killed = await otherProcess(dataFolder);
    const pid = serverPid(dataFolder);
    const client = await openDatabase({ url: killed.url });
    await note(client, 'committed');
    await client.close();
    await killed.kill();

    const next = await openDatabase({ dataFolder });
    expect(serverPid(dataFolder)).toBe(pid);
    expect(await notes(next)).toContain('committed');

    process.kill(pid ?? 0, 'SIGKILL');
    const afterCrash = await openDatabase({ dataFolder });
    expect(serverPid(dataFolder)).not.toBe(pid);
    expect(await notes(afterCrash)).toContain('committed');
    await Promise.all([next.close(), afterCrash.close()]);
    expect(serverPid(dataFolder)).toBeUndefined();
  });

  test('admits only who has its password, on the loopback address alone, and its log quotes no data', async () => {
    const dataFolder = shared;
    const database = await openDatabase({ dataFolder });
    await note(database, 'ada@example.com');
    await expect(database.pool({ max: 1 }).query("SELECT 'ada@example.com'::int")).rejects.toThrow(
      'invalid input',
    );
    const url = new URL(database.url);
    url.password = 'guess';
    await expect(new pg.Client({ connectionString: url.href }).connect()).rejects.toThrow(
      'password authentication',
    );
    for (const address of outwardAddresses()) {
      await expect(connecting(address, Number(url.port))).rejects.toThrow('ECONNREFUSED');
    }
    const folder = join(dataFolder, 'postgres');
    expect(statSync(join(folder, 'password')).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'cluster')).mode & 0o077).toBe(0);
    const { rows } = await database.pool({ max: 1 }).query<{ fsync: string }>('SHOW fsync');
    expect(rows).toEqual([{ fsync: 'on' }]);
    await database.close();
    expect(readFileSync(join(folder, 'server.log'), 'utf8')).not.toContain('ada@example.com');
  });
});

describe('accounts of the machine', () => {
  test.runIf(onLinux && asRoot)(
    'root: the server runs as nobody, from programs outside the checkout',
    async () => {
      const accounts = readFileSync('/etc/passwd', 'utf8');
      const dataFolder = shared;
      const database = await openDatabase({ dataFolder });
      const pid = serverPid(dataFolder);
      expect(statSync(`/proc/${pid}`).uid).toBe(nobody.uid);
      const program = readlinkSync(`/proc/${pid}/exe`);
      expect(program).toContain(join(dataFolder, 'postgres', 'programs-'));
      await database.close();
      expect(readFileSync('/etc/passwd', 'utf8')).toBe(accounts);
    },
  );

  test.runIf(onLinux && canPlayOrdinaryUser)(
    'an ordinary user: the server is theirs, and root may share it',
    async () => {
      const dataFolder = await newFolder(nobody);
      const user = await otherProcess(dataFolder, nobody);
      const pid = serverPid(dataFolder);
      expect(statSync(`/proc/${pid}`).uid).toBe(nobody.uid);
      const root = await openDatabase({ dataFolder });
      expect(root.url).toBe(user.url);
      await user.close();
      expect(serverPid(dataFolder)).toBe(pid);
      await root.close();

      const again = await otherProcess(dataFolder, nobody);
      await again.close();
      expect(serverPid(dataFolder)).toBeUndefined();
    },
  );
});

function outwardAddresses(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return addresses
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
}

function connecting(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: 2_000 }, () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
