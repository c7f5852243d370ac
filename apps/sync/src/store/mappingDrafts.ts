import type { MappingDocument } from '@tamis/adapter';
import { sql } from 'kysely';
import type { Queries, Scope } from './schema.ts';

/** The mapping being edited. */
export interface MappingDraft {
  readonly version: number;
  readonly document: MappingDocument;
  readonly savedAt: number;
  readonly savedBy: string;
}

/** The draft of a connection; `null` where nobody has begun one. */
export async function mappingDraft(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
): Promise<MappingDraft | null> {
  const row = await queries
    .selectFrom('mapping_drafts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
  if (row === undefined) return null;
  // The border has checked its shape before it was stored.
  const document = row.document as MappingDocument;
  return { version: row.version, document, savedAt: row.saved_at, savedBy: row.saved_by };
}

/** Saves the draft; `seen` is the version it was edited from (0: none). `false` where somebody else has saved another one since. */
export async function saveMappingDraft(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  { seen, document, at, by }: { seen: number; document: MappingDocument; at: number; by: string },
): Promise<boolean> {
  const saved = await sql`
    insert into mapping_drafts as draft (workspace_id, connection_id, version, document, saved_at, saved_by)
    select ${workspaceId}, ${connectionId}, ${seen + 1}, ${JSON.stringify(document)}::jsonb, ${at}, ${by}
    on conflict (connection_id) do update set version = excluded.version, document = excluded.document,
      saved_at = excluded.saved_at, saved_by = excluded.saved_by where draft.version = ${seen}`.execute(
    queries,
  );
  return (saved.numAffectedRows ?? 0n) > 0n;
}
