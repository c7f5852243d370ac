import type { Queries } from './schema.ts';

/** A published version of the scoring model. */
export interface PublishedModel {
  readonly version: number;
  readonly document: unknown;
}

/** The newest published model of a workspace; `null` before the first publication. */
export async function publishedModel(queries: Queries, workspaceId: string): Promise<PublishedModel | null> {
  const row = await queries
    .selectFrom('models')
    .select(['version', 'document'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The number of the newest published version; 0 before the first publication. */
export async function publishedModelVersion(queries: Queries, workspaceId: string): Promise<number> {
  const { version } = await queries
    .selectFrom('models')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return version ?? 0;
}

/** Publishes a version of the model. A published version never changes: the same version twice is refused by the database. */
export async function publishModel(
  queries: Queries,
  workspaceId: string,
  { version, document, by }: PublishedModel & { readonly by: string | null },
): Promise<void> {
  await queries
    .insertInto('models')
    .values({ workspace_id: workspaceId, version, document: JSON.stringify(document), published_by: by })
    .execute();
}
