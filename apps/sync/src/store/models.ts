import type { Queries } from './schema.ts';

/** The published model of a workspace as its JSON document; `null` before the first publication. */
export async function publishedModel(queries: Queries, workspaceId: string): Promise<unknown> {
  const row = await queries
    .selectFrom('models')
    .select('document')
    .where('workspace_id', '=', workspaceId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.document ?? null;
}

/** Publishes a version of the model. A published version never changes: the same version twice is refused by the database. */
export async function publishModel(
  queries: Queries,
  workspaceId: string,
  { version, document }: { version: number; document: unknown },
): Promise<void> {
  await queries
    .insertInto('models')
    .values({ workspace_id: workspaceId, version, document: JSON.stringify(document) })
    .execute();
}
