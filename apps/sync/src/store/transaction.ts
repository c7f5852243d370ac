import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from './schema.ts';

/** What PostgreSQL ends one of two transactions with that wait for each other: https://www.postgresql.org/docs/18/errcodes-appendix.html */
const DEADLOCK = '40P01';
const ATTEMPTS = 5;

/**
 * A transaction on leads that runs of several connections share: where two wait for each other, one of them does its work again, so
 * `work` has no effect but on the database.
 */
export async function inLeadTransaction<T>(
  db: Kysely<Tables>,
  work: (queries: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt === ATTEMPTS || !isDeadlock(error)) throw error;
    }
  }
}

/**
 * A transaction of a run. It does not wait for the disk: what a power cut takes away is the newest transactions as wholes, in
 * order, and a run reads, evaluates or writes them again. Not for tokens and decisions of people.
 * https://www.postgresql.org/docs/18/wal-async-commit.html
 */
export function inRunTransaction<T>(
  db: Kysely<Tables>,
  work: (queries: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return inLeadTransaction(db, async (queries) => {
    await sql`set local synchronous_commit = off`.execute(queries);
    return await work(queries);
  });
}

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === DEADLOCK;
}
