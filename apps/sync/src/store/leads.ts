import type { Standing } from '@tamis/core';
import { sql } from 'kysely';
import { rows } from './rows.ts';
import type { Queries, Scope } from './schema.ts';

/** Marks the leads of these lead records for evaluation; returns their ids. */
export async function markDirty(
  queries: Queries,
  scope: Scope,
  { object, ids }: { object: string; ids: readonly string[] },
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const marked = await sql<{ id: string }>`
    update leads set dirty = true
    where workspace_id = ${scope.workspaceId} and id in (
      select id from leads where id in (
        select lead_id from links
        where workspace_id = ${scope.workspaceId} and connection_id = ${scope.connectionId}
          and object = ${object} and record_id = any(${[...ids]}::text[]))
      order by id for update)
    returning id`.execute(queries);
  return marked.rows.map((row) => String(row.id));
}

/** Marks the leads that a changed company, deal or activity informs. */
export async function markDirtyThrough(
  queries: Queries,
  scope: Scope,
  { object, ids }: { object: string; ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update leads set dirty = true
    where not dirty and workspace_id = ${scope.workspaceId} and id in (select id from leads where id in (
      select links.lead_id from associations
      join links on links.connection_id = associations.connection_id
        and links.object = associations.lead_object and links.record_id = associations.lead_record_id
      where associations.workspace_id = ${scope.workspaceId} and associations.connection_id = ${scope.connectionId}
        and associations.object = ${object} and associations.record_id = any(${[...ids]}::text[]))
      order by id for update)`.execute(queries);
}

/** Marks leads of a connection whose verdict changes by time alone at or before `asOf`. Runs of other connections never wait for it. */
export async function markDue(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  asOf: number,
): Promise<void> {
  await sql`
    update leads set dirty = true where workspace_id = ${workspaceId} and changes_at <= ${asOf} and not dirty
      and exists (select from links where links.lead_id = leads.id and links.connection_id = ${connectionId})`.execute(
    queries,
  );
}

/** The next leads of a connection that wait for evaluation. */
export async function dirtyLeads(queries: Queries, scope: Scope, limit: number): Promise<readonly string[]> {
  const waiting = await sql<{ id: string }>`
    select id from leads
    where dirty and workspace_id = ${scope.workspaceId}
      and exists (select from links where links.lead_id = leads.id and links.connection_id = ${scope.connectionId})
    order by id limit ${limit}`.execute(queries);
  return waiting.rows.map((row) => String(row.id));
}

/** After an evaluation: the standing to judge from next time, and when time alone will change the verdict. */
export async function saveStandings(
  queries: Queries,
  workspaceId: string,
  standings: readonly { leadId: string; standing: Standing; changesAt: number | null }[],
): Promise<void> {
  const list = standings.map(({ leadId, standing, changesAt }) => ({
    id: leadId,
    standing,
    changes_at: changesAt,
  }));
  await sql`
    update leads set standing = given.standing, changes_at = given.changes_at, dirty = false
    from ${rows(list, 'id bigint, standing jsonb, changes_at bigint')}
    where leads.workspace_id = ${workspaceId} and leads.id = given.id
      and leads.id = any(${standings.map(({ leadId }) => leadId)}::bigint[])`.execute(queries);
}

/** Leads without any record left have nothing to judge: they wait for one to come back. */
export async function clearDirty(
  queries: Queries,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<void> {
  if (leadIds.length === 0) return;
  await queries
    .updateTable('leads')
    .set({ dirty: false, changes_at: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', sql<string>`any(${[...leadIds]}::bigint[])`)
    .execute();
}
