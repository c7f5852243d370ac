import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloneDatabase, createDatabase, dropDatabase } from './databases.ts';
import { type OpenDatabase, openDatabase } from './openDatabase.ts';

/** A throw-away server for one test run. */
export interface TestServer {
  /** Connection string of the server; hand it to the test files, for instance by vitest's `provide` and `inject`. */
  readonly url: string;
  /** Creates a database and prepares it once (migrations, say); answers its name for `freshDatabase`. */
  template(name: string, prepare: (database: OpenDatabase) => Promise<unknown>): Promise<string>;
  /** Stops the server and deletes its folder. */
  close(): Promise<void>;
}

/** A database of one test file. */
export interface FreshDatabase extends OpenDatabase {
  /** Closes it and drops it. */
  drop(): Promise<void>;
}

/**
 * Starts a server in a temporary folder, without fsync: data of tests need not survive a power cut. Once per run, from
 * a global set-up: its start costs about 1.5 s, a `freshDatabase` some tens of milliseconds.
 */
export async function testServer(): Promise<TestServer> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tamis-test-'));
  const server = await openDatabase({ dataFolder, durable: false });
  return {
    url: server.url,
    async template(name, prepare) {
      const database = await openDatabase({ url: await createDatabase(server.url, name) });
      await prepare(database);
      await database.close();
      return name;
    },
    async close() {
      await server.close();
      await rm(dataFolder, { recursive: true });
    },
  };
}

/** A database of its own on the server of `serverUrl`: a copy of `template`, or empty without one. */
export async function freshDatabase(serverUrl: string, template?: string): Promise<FreshDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = await (template === undefined
    ? createDatabase(serverUrl, name)
    : cloneDatabase(serverUrl, template, name));
  const database = await openDatabase({ url });
  return {
    ...database,
    async drop() {
      await database.close();
      await dropDatabase(serverUrl, name);
    },
  };
}
