import { initialStanding, type Standing } from '@tamis/core';
import { sql } from 'kysely';
import { markDirty } from './leads.ts';
import type { Queries, Scope } from './schema.ts';

/** What the CRM refused of these records, and what it rewrote, is forgotten, and their leads are evaluated again: the next run tries them anew. */
export async function retryRecords(
  queries: Queries,
  scope: Scope,
  { object, ids }: { object: string; ids: readonly string[] },
): Promise<void> {
  await queries
    .updateTable('desired')
    .set({ refused: JSON.stringify({}), contested: JSON.stringify({}) })
    .where('workspace_id', '=', scope.workspaceId)
    .where('connection_id', '=', scope.connectionId)
    .where('object', '=', object)
    .where('record_id', '=', sql<string>`any(${[...ids]}::text[])`)
    .execute();
  await markDirty(queries, scope, { object, ids });
}

/** Every lead of the workspace is evaluated again in the next run: its model changed. */
export async function evaluateAllAgain(queries: Queries, workspaceId: string): Promise<void> {
  await queries
    .updateTable('leads')
    .set({ dirty: true })
    .where('workspace_id', '=', workspaceId)
    .where('dirty', '=', false)
    .execute();
}

/** Every lead of a connection is evaluated again in the next run: its mapping changed. */
export async function evaluateConnectionAgain(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
): Promise<void> {
  await sql`
    update leads set dirty = true where workspace_id = ${workspaceId} and not dirty
      and exists (select from links where links.lead_id = leads.id and links.connection_id = ${connectionId})`.execute(
    queries,
  );
}

/**
 * These objects are read from their beginning in the next run: the mapping needs more of them. Where their changes had been read up to is
 * kept beside, so that nobody waits for the end of that reading.
 */
export async function readAgain(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  objects: readonly string[],
): Promise<void> {
  const names = [...objects];
  await sql`
    insert into cursors (workspace_id, connection_id, object, cursor)
    select workspace_id, connection_id, object || '/changes', cursor from cursors
    where workspace_id = ${workspaceId} and connection_id = ${connectionId} and object = any(${names}::text[])
      and cursor ->> 'phase' = 'changes'
    on conflict (connection_id, object) do update set cursor = excluded.cursor`.execute(queries);
  await sql`
    delete from cursors where workspace_id = ${workspaceId} and connection_id = ${connectionId}
      and object = any(${names}::text[])`.execute(queries);
}

/** A person's stage for a lead, or `null` to let the model decide; the next run writes what follows. `false` where there is no such lead, or nothing to let go of. */
export async function setManualStage(
  queries: Queries,
  { workspaceId, leadId }: { workspaceId: string; leadId: string },
  manual: Standing['manual'],
): Promise<boolean> {
  const begun = manual && JSON.stringify(initialStanding(manual.at));
  const changed = await sql`
    update leads set standing = jsonb_set(coalesce(standing, ${begun}::jsonb), '{manual}', ${JSON.stringify(manual)}::jsonb), dirty = true
    where workspace_id = ${workspaceId} and id = ${leadId} and coalesce(standing, ${begun}::jsonb) is not null`.execute(
    queries,
  );
  return (changed.numAffectedRows ?? 0n) > 0n;
}
