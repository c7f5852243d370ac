import { type Kysely, sql } from 'kysely';
import type { Scope, Tables } from './schema.ts';

/** Another process runs this connection at the moment. */
class RunInProgress extends Error {
  constructor() {
    super('A sync of this connection is already running in another process. Wait for it to end, or stop it.');
    this.name = 'RunInProgress';
  }
}

/**
 * Runs `work` while holding the connection's lock; one run per connection, whatever the number of processes.
 * The lock belongs to a database session and ends with it, so a killed process never leaves it behind.
 */
export async function withRunLock<T>(db: Kysely<Tables>, scope: Scope, work: () => Promise<T>): Promise<T> {
  return db.connection().execute(async (session) => {
    const key = sql`hashtextextended(${`run/${scope.workspaceId}/${scope.connectionId}`}, 0)`;
    const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_lock(${key}) as locked`.execute(
      session,
    );
    if (!rows[0]?.locked) throw new RunInProgress();
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(session);
    }
  });
}
