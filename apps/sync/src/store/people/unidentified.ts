import type { CrmRecord, Fields } from '@tamis/adapter';
import { sql } from 'kysely';
import type { Queries, Scope } from '../schema.ts';

/** Stored lead records, live or gone, whose link was not made under the present mapping. */
export async function unidentifiedRecords(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  limit: number,
): Promise<readonly CrmRecord[]> {
  const found = await sql<{ object: string; id: string; fields: Fields; modifiedAt: number }>`
    select stored.* from links cross join lateral (
      select records.object, records.id, records.fields, records.modified_at as "modifiedAt" from records
      where records.connection_id = links.connection_id and records.object = links.object
        and records.id = links.record_id limit 1) as stored
    where links.workspace_id = ${workspaceId} and links.connection_id = ${connectionId} and not links.identified
    order by links.connection_id, links.object, links.record_id limit ${limit}`.execute(queries);
  return found.rows;
}

/** The links of a connection are made again in its next run: its mapping says anew who is who. */
export async function identifyAgain(queries: Queries, { workspaceId, connectionId }: Scope): Promise<void> {
  await queries
    .updateTable('links')
    .set({ identified: false })
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .execute();
}
