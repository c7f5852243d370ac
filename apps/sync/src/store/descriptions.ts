import type { ObjectCapability } from '@tamis/adapter';
import { sql } from 'kysely';
import type { KnownField } from '../sync/context.ts';
import type { Queries, Scope } from './schema.ts';

/** Objects and fields of a CRM as its adapter last described them: runs of other connections plan with them. */
export interface Description {
  readonly objects: readonly ObjectCapability[];
  readonly fields: readonly KnownField[];
}

/** Keeps what a connection's adapter described. */
export async function saveDescription(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  description: Description,
): Promise<void> {
  const document = JSON.stringify(description);
  await sql`
    insert into descriptions (workspace_id, connection_id, document) values (${workspaceId}, ${connectionId}, ${document})
    on conflict (connection_id) do update set document = excluded.document
    where descriptions.document is distinct from excluded.document`.execute(queries);
}

/** What the connections of a workspace last described, by connection. */
export async function descriptionsOf(
  queries: Queries,
  workspaceId: string,
): Promise<ReadonlyMap<string, Description>> {
  const found = await queries
    .selectFrom('descriptions')
    .select(['connection_id', 'document'])
    .where('workspace_id', '=', workspaceId)
    .execute();
  return new Map(found.map((row) => [String(row.connection_id), row.document]));
}
