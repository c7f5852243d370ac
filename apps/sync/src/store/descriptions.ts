import { sql } from 'kysely';
import type { Description } from './people/description.ts';
import type { Queries, Scope } from './schema.ts';

/** Keeps what a connection's adapter described. */
export async function saveDescription(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  description: Description,
): Promise<void> {
  const document = JSON.stringify(description);
  await sql`
    insert into descriptions (workspace_id, connection_id, version, document)
    values (${workspaceId}, ${connectionId}, 1, ${document})
    on conflict (connection_id) do update set document = excluded.document, version = descriptions.version + 1
    where descriptions.document is distinct from excluded.document`.execute(queries);
}

/** What the connection last described; `null` before its first run. */
export async function descriptionOf(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
): Promise<Description | null> {
  const row = await queries
    .selectFrom('descriptions')
    .select('document')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
  return row?.document ?? null;
}
