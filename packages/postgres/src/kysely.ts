import { Kysely, PostgresDialect } from 'kysely';
import type { OpenDatabase } from './openDatabase.ts';
import type { PoolOptions } from './pool.ts';

/**
 * Typed queries over a pool of at most `max` connections. Inside a transaction use the transaction's own object: the
 * outer one waits for another connection, and for ever on a pool of one. `destroy()` or the database's `close()` ends
 * the pool.
 */
export function openKysely<Tables>(
  database: Pick<OpenDatabase, 'pool'>,
  options: PoolOptions,
): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: database.pool(options) }) });
}
