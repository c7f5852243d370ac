import { sql } from 'kysely';
import type { Queries } from './schema.ts';

/** The scoring model being edited. */
export interface ModelDraft {
  readonly version: number;
  readonly document: unknown;
  readonly savedAt: number;
  readonly savedBy: string;
}

/** The draft of a workspace; `null` where nobody has begun one. */
export async function modelDraft(queries: Queries, workspaceId: string): Promise<ModelDraft | null> {
  const row = await queries
    .selectFrom('model_drafts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { version: row.version, document: row.document, savedAt: row.saved_at, savedBy: row.saved_by };
}

/** Saves the draft; `seen` is the version it was edited from (0: none). `false` where somebody else has saved another one since. */
export async function saveModelDraft(
  queries: Queries,
  workspaceId: string,
  { seen, document, at, by }: { seen: number; document: unknown; at: number; by: string },
): Promise<boolean> {
  const saved = await sql`
    insert into model_drafts as draft (workspace_id, version, document, saved_at, saved_by)
    select ${workspaceId}, ${seen + 1}, ${JSON.stringify(document)}::jsonb, ${at}, ${by}
    on conflict (workspace_id) do update set version = excluded.version, document = excluded.document,
      saved_at = excluded.saved_at, saved_by = excluded.saved_by where draft.version = ${seen}`.execute(
    queries,
  );
  return (saved.numAffectedRows ?? 0n) > 0n;
}

/** Forgets the draft. */
export async function dropModelDraft(queries: Queries, workspaceId: string): Promise<void> {
  await queries.deleteFrom('model_drafts').where('workspace_id', '=', workspaceId).execute();
}

/** Published versions, newest first. */
export async function modelVersions(queries: Queries, workspaceId: string) {
  const found = await queries
    .selectFrom('models')
    .select(['version', 'document', 'published_at', 'published_by'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('version', 'desc')
    .execute();
  return found.map(({ version, document, published_at, published_by }) => ({
    version,
    document,
    publishedAt: published_at.getTime(),
    publishedBy: published_by,
  }));
}
