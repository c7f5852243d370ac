import pg from 'pg';
import { errorCode } from './errors.ts';

/** `duplicate_database`: https://www.postgresql.org/docs/18/errcodes-appendix.html */
const DUPLICATE_DATABASE = '42P04';

/** `unique_violation`, which two `CREATE DATABASE` of one name at the same instant can raise instead. */
const UNIQUE_VIOLATION = '23505';

/** The same connection string for another database of the same server. */
export function urlOfDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(name)}`;
  return other.href;
}

/** Creates an empty database on the server of `url`; answers its connection string. Fails where the name is taken. */
export async function createDatabase(url: string, name: string): Promise<string> {
  await onServer(url, (server) => server.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`));
  return urlOfDatabase(url, name);
}

/** Creates a database where there is none of that name; answers its connection string. Safe to race. */
export async function ensureDatabase(url: string, name: string): Promise<string> {
  return await onServer(url, async (server) => {
    const { rowCount } = await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) {
      await server.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`).catch((error: unknown) => {
        if (![DUPLICATE_DATABASE, UNIQUE_VIOLATION].includes(errorCode(error) ?? '')) throw error;
      });
    }
    return urlOfDatabase(url, name);
  });
}

/** Drops a database, if there, with the connections it still has. `url` names another database of the same server. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await onServer(url, (server) =>
    server.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`),
  );
}

/**
 * Copies a database file by file; answers the copy's connection string. Nobody may be connected to the template:
 * https://www.postgresql.org/docs/18/manage-ag-templatedbs.html
 */
export async function cloneDatabase(url: string, template: string, name: string): Promise<string> {
  const [copy, original] = [pg.escapeIdentifier(name), pg.escapeIdentifier(template)];
  await onServer(url, (server) =>
    server.query(`CREATE DATABASE ${copy} TEMPLATE ${original} STRATEGY FILE_COPY`),
  );
  return urlOfDatabase(url, name);
}

/** The statements on databases cannot run in the database they name, so they run in the one every server has. */
async function onServer<T>(url: string, work: (server: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: urlOfDatabase(url, 'postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
