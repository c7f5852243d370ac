import pg from 'pg';
import { ensureDatabase, urlOfDatabase } from './databases.ts';
import { enterServer } from './embedded/server.ts';
import { DatabaseUnavailable, errorCode } from './errors.ts';
import { createPool, endPool, type PoolOptions } from './pool.ts';

/** Which PostgreSQL to open: one's own by its URL, or the built-in server of a data folder. */
export type DatabaseLocation =
  | {
      /** `postgres://user:password@host:port/database`, as node-postgres reads it. */
      readonly url: string;
    }
  | {
      /** Made if missing. Its sub-folder `postgres` belongs to the server, the rest to the caller. */
      readonly dataFolder: string;
      /** Database to use, created if missing. Default `tamis`. */
      readonly name?: string;
      /** `false` only for data that is thrown away: a power cut may then corrupt it. Default `true`. */
      readonly durable?: boolean;
    };

/** A database that answers. */
export interface OpenDatabase {
  /** Connection string, for child processes. It holds a password: pass it by environment or pipe, never log it. */
  readonly url: string;
  /** A pool, ended by `close` at the latest. `int8` comes back as a number when safe. */
  pool(options: PoolOptions): pg.Pool;
  /** Ends the pools; the last process to close stops an embedded server, within seconds. Harmless when repeated. */
  close(): Promise<void>;
}

/**
 * Opens a database, after proving that it answers. In a data folder it makes, starts or adopts the built-in server,
 * which several processes may share. Throws `DatabaseUnavailable` with a message for a person.
 */
export async function openDatabase(location: DatabaseLocation): Promise<OpenDatabase> {
  if ('url' in location) {
    await proveThatItAnswers(location.url);
    return opened(location.url, () => Promise.resolve());
  }
  const { dataFolder, name = 'tamis', durable = true } = location;
  const server = await enterServer({ dataFolder, durable });
  try {
    await ensureDatabase(server.url, name);
  } catch (error) {
    await server.leave();
    throw error;
  }
  return opened(urlOfDatabase(server.url, name), () => server.leave());
}

function opened(url: string, leave: () => Promise<void>): OpenDatabase {
  const pools: pg.Pool[] = [];
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await Promise.all(pools.map(endPool));
    await leave();
  };
  return {
    url,
    pool(options) {
      const pool = createPool(url, options);
      pools.push(pool);
      return pool;
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** Longest wait for a server of one's own to take a connection, in ms. */
const CONNECT_WITHIN_MS = 10_000;

async function proveThatItAnswers(url: string): Promise<void> {
  const client = clientOf(url);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    throw new DatabaseUnavailable(`${whatFailed(error)} Check DATABASE_URL and that the server runs.`, {
      cause: error,
    });
  } finally {
    await client.end();
  }
}

function clientOf(url: string): pg.Client {
  try {
    return new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN_MS });
  } catch (error) {
    throw new DatabaseUnavailable(
      'DATABASE_URL is not a connection string such as postgres://user:password@host:5432/database.',
      { cause: error },
    );
  }
}

function whatFailed(error: unknown): string {
  const reason = error instanceof Error && error.message !== '' ? error.message : errorCode(error);
  return `The database does not answer: ${reason ?? 'no reason given'}.`;
}
