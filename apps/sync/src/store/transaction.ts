import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from './schema.ts';

/**
 * A transaction of a run. It does not wait for the disk: what a power cut takes away is the newest transactions as wholes, in
 * order, and a run reads, evaluates or writes them again. Not for tokens and decisions of people.
 * https://www.postgresql.org/docs/18/wal-async-commit.html
 */
export function inRunTransaction<T>(
  db: Kysely<Tables>,
  work: (queries: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (queries) => {
    await sql`set local synchronous_commit = off`.execute(queries);
    return work(queries);
  });
}
