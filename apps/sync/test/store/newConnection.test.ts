import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { connectionFigures } from '../../src/store/connectionFigures.ts';
import { stageCounts } from '../../src/store/evaluations.ts';
import type { Queries } from '../../src/store/schema.ts';
import { openTestStore } from './openTestStore.ts';

const LEADS = 2_000;

/** How many rows of records the connection has looked at: https://www.postgresql.org/docs/18/monitoring-stats.html */
async function recordsRead(queries: Queries): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select (seq_tup_read + idx_tup_fetch)::int as read from pg_stat_xact_all_tables where relname = 'records'`.execute(
    queries,
  );
  return rows[0]?.read ?? Number.NaN;
}

/** Adds evaluated leads with a record each. */
async function fill(
  queries: Queries,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
  { from, to }: { from: number; to: number },
): Promise<void> {
  await sql`
    with made as (
      insert into leads (workspace_id, dirty) select ${workspaceId}, false from generate_series(${from}::int, ${to}::int)
      returning id),
    linked as (
      insert into links (workspace_id, connection_id, object, record_id, lead_id)
      select ${workspaceId}, ${connectionId}, 'contacts', id, id from made),
    stored as (
      insert into records (workspace_id, connection_id, object, id, fields, modified_at, baseline_at, seen_run)
      select ${workspaceId}, ${connectionId}, 'contacts', id, '{}', 0, 0, 0 from made)
    insert into evaluations (workspace_id, lead_id, model_version, as_of, stage, total, score, verdict, reason)
    select ${workspaceId}, id, 1, 0, 'raw', 0, '{}', '{}', '' from made`.execute(queries);
}

it('counting the leads of a connection looks at each record once, where the planner believes that there is one', async () => {
  await using store = await openTestStore();
  const { db, scope } = store;
  await fill(db, scope, { from: 1, to: 1 });
  await sql`analyze links, records, leads, evaluations`.execute(db);
  await fill(db, scope, { from: 2, to: LEADS });
  await db.transaction().execute(async (queries) => {
    const before = await recordsRead(queries);
    expect(await stageCounts(queries, scope)).toEqual({ raw: LEADS });
    expect(await connectionFigures(queries, scope, '2026-01-10')).toMatchObject({ leads: LEADS });
    expect((await recordsRead(queries)) - before).toBeLessThanOrEqual(2 * LEADS);
  });
});
