import type { RecordRef } from '@tamis/adapter';
import { sql } from 'kysely';
import { markDirty } from './leads.ts';
import { mergeLeads } from './mergeLeads.ts';
import { rows } from './rows.ts';
import type { Queries, Scope } from './schema.ts';

/** A lead record that goes on as a record of another lead object. */
export interface Conversion {
  readonly from: RecordRef;
  readonly into: RecordRef;
}

/**
 * Lets what is known of people go on with the records that conversions made of theirs: the new record shows the old one's lead, and
 * where it had a lead of its own already, the two become one. Records that nobody knew are passed over. The leads wait for evaluation.
 */
export async function followConversions(
  queries: Queries,
  scope: Scope,
  conversions: readonly Conversion[],
): Promise<void> {
  if (conversions.length === 0) return;
  for (const { object, id, into, leadId } of await knownOf(queries, scope, conversions)) {
    const present = await leadOf(queries, scope, into);
    if (present === leadId) continue;
    if (present === null) await link(queries, scope, { record: into, leadId });
    else await mergeLeads(queries, scope, [leadId, present]);
    await keepActivities(queries, scope, { from: { object, id }, into });
    await markDirty(queries, scope, { object: into.object, ids: [into.id] });
  }
}

interface KnownConversion extends RecordRef {
  readonly into: RecordRef;
  readonly leadId: string;
}

/** Conversions of records that show a lead. */
async function knownOf(
  queries: Queries,
  scope: Scope,
  conversions: readonly Conversion[],
): Promise<readonly KnownConversion[]> {
  const list = conversions.map(({ from, into }) => ({ ...from, into }));
  const found = await sql<{ object: string; id: string; into: RecordRef; leadId: string }>`
    select links.object, links.record_id as id, given.into, links.lead_id as "leadId"
    from ${rows(list, 'object text, id text, "into" jsonb')}
    join links on links.object = given.object and links.record_id = given.id
    where links.workspace_id = ${scope.workspaceId} and links.connection_id = ${scope.connectionId}
    order by links.lead_id`.execute(queries);
  return found.rows.map((row) => ({ ...row, leadId: String(row.leadId) }));
}

async function leadOf(queries: Queries, scope: Scope, { object, id }: RecordRef): Promise<string | null> {
  const row = await queries
    .selectFrom('links')
    .select('lead_id')
    .where('workspace_id', '=', scope.workspaceId)
    .where('connection_id', '=', scope.connectionId)
    .where('object', '=', object)
    .where('record_id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : String(row.lead_id);
}

async function link(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  { record, leadId }: { record: RecordRef; leadId: string },
): Promise<void> {
  await queries
    .insertInto('links')
    .values({
      workspace_id: workspaceId,
      connection_id: connectionId,
      object: record.object,
      record_id: record.id,
      lead_id: leadId,
    })
    .execute();
}

/** What the old record's totals showed is what the person did: it counts on. */
async function keepActivities(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  { from, into }: { from: RecordRef; into: RecordRef },
): Promise<void> {
  await sql`
    insert into activities (workspace_id, connection_id, object, record_id, key, activity)
    select workspace_id, connection_id, ${into.object}, ${into.id}, key, activity from activities
    where workspace_id = ${workspaceId} and connection_id = ${connectionId}
      and object = ${from.object} and record_id = ${from.id}
    on conflict do nothing`.execute(queries);
}
