import { sql } from 'kysely';
import type { Queries } from '../schema.ts';

/**
 * Runs of several connections link people of one workspace: one at a time, until the end of the transaction.
 * https://www.postgresql.org/docs/18/explicit-locking.html#ADVISORY-LOCKS
 */
export async function lockPeople(queries: Queries, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('tamis people', ${workspaceId}))`.execute(queries);
}

/** Makes leads that wait for evaluation; returns their ids. */
export async function createLeads(
  queries: Queries,
  workspaceId: string,
  count: number,
): Promise<readonly string[]> {
  if (count === 0) return [];
  const created = await sql<{ id: string }>`
    insert into leads (workspace_id, dirty) select ${workspaceId}, true from generate_series(1, ${count}::int)
    returning id`.execute(queries);
  return created.rows.map((row) => String(row.id));
}

/** These leads wait for evaluation. */
export async function markLeadsDirty(
  queries: Queries,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<void> {
  if (leadIds.length === 0) return;
  await sql`
    update leads set dirty = true where workspace_id = ${workspaceId} and not dirty and id in (
      select id from leads where id = any(${[...leadIds]}::bigint[]) order by id for update)`.execute(
    queries,
  );
}
