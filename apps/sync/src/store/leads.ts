import type { Standing } from '@tamis/core';
import { sql } from 'kysely';
import { rows } from './rows.ts';
import type { Queries, Scope } from './schema.ts';

/** A lead record without a link yet, with the records that were merged into it. */
export interface RecordToLink {
  readonly id: string;
  readonly mergedIds: readonly string[];
}

/** Gives every record a lead: the lead of a record merged into it where there is one, so that history goes with the survivor, else a new one. */
export async function linkRecords(
  queries: Queries,
  scope: Scope,
  { object, records }: { object: string; records: readonly RecordToLink[] },
): Promise<void> {
  const unlinked = await withoutLink(queries, scope, { object, records });
  if (unlinked.length === 0) return;
  const inherited = await leadsOfMerged(queries, scope, { object, records: unlinked });
  const fresh = unlinked.filter(({ id }) => !inherited.has(id));
  const created = await createLeads(queries, scope, fresh.length);
  const links = [
    ...[...inherited].map(([record_id, lead_id]) => ({ record_id, lead_id })),
    ...fresh.map(({ id }, index) => ({ record_id: id, lead_id: created[index] })),
  ];
  await sql`
    insert into links (workspace_id, connection_id, object, record_id, lead_id)
    select ${scope.workspaceId}, ${scope.connectionId}, ${object}, given.record_id, given.lead_id
    from ${rows(links, 'record_id text, lead_id bigint')}`.execute(queries);
}

async function withoutLink(
  queries: Queries,
  scope: Scope,
  { object, records }: { object: string; records: readonly RecordToLink[] },
): Promise<readonly RecordToLink[]> {
  const linked = await queries
    .selectFrom('links')
    .select('record_id')
    .where('workspace_id', '=', scope.workspaceId)
    .where('connection_id', '=', scope.connectionId)
    .where('object', '=', object)
    .where('record_id', '=', sql<string>`any(${records.map(({ id }) => id)}::text[])`)
    .execute();
  const known = new Set(linked.map((row) => row.record_id));
  return records.filter(({ id }) => !known.has(id));
}

async function leadsOfMerged(
  queries: Queries,
  scope: Scope,
  { object, records }: { object: string; records: readonly RecordToLink[] },
): Promise<ReadonlyMap<string, string>> {
  const survivorOf = new Map(
    records.flatMap(({ id, mergedIds }) => mergedIds.map((merged) => [merged, id] as const)),
  );
  if (survivorOf.size === 0) return new Map();
  const found = await queries
    .selectFrom('links')
    .select(['record_id', 'lead_id'])
    .where('workspace_id', '=', scope.workspaceId)
    .where('connection_id', '=', scope.connectionId)
    .where('object', '=', object)
    .where('record_id', '=', sql<string>`any(${[...survivorOf.keys()]}::text[])`)
    .orderBy('lead_id', 'desc')
    .execute();
  return new Map(found.map((row) => [survivorOf.get(row.record_id) ?? '', String(row.lead_id)]));
}

async function createLeads(queries: Queries, scope: Scope, count: number): Promise<readonly string[]> {
  if (count === 0) return [];
  const created = await sql<{ id: string }>`
    insert into leads (workspace_id, dirty) select ${scope.workspaceId}, true from generate_series(1, ${count}::int)
    returning id`.execute(queries);
  return created.rows.map((row) => String(row.id));
}

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
      select lead_id from links
      where workspace_id = ${scope.workspaceId} and connection_id = ${scope.connectionId}
        and object = ${object} and record_id = any(${[...ids]}::text[]))
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
    where not dirty and workspace_id = ${scope.workspaceId} and id in (
      select links.lead_id from associations
      join links on links.connection_id = associations.connection_id
        and links.object = associations.lead_object and links.record_id = associations.lead_record_id
      where associations.workspace_id = ${scope.workspaceId} and associations.connection_id = ${scope.connectionId}
        and associations.object = ${object} and associations.record_id = any(${[...ids]}::text[]))`.execute(
    queries,
  );
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
  scope: Scope,
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
    where leads.workspace_id = ${scope.workspaceId} and leads.id = given.id
      and leads.id = any(${standings.map(({ leadId }) => leadId)}::bigint[])`.execute(queries);
}

/** Leads without any record left have nothing to judge: they wait for one to come back. */
export async function clearDirty(queries: Queries, scope: Scope, leadIds: readonly string[]): Promise<void> {
  if (leadIds.length === 0) return;
  await queries
    .updateTable('leads')
    .set({ dirty: false, changes_at: null })
    .where('workspace_id', '=', scope.workspaceId)
    .where('id', '=', sql<string>`any(${[...leadIds]}::bigint[])`)
    .execute();
}
