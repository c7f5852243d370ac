import type { MappingDocument } from '@tamis/adapter';
import type { Queries, Scope } from './schema.ts';

/** A mapping that a person published. */
export interface MappingVersion {
  readonly version: number;
  readonly document: MappingDocument;
  readonly publishedAt: number;
  readonly publishedBy: string;
}

/** Keeps a published mapping. The same version twice is refused by the database. */
export async function addMappingVersion(
  queries: Queries,
  scope: Scope,
  { version, document, publishedAt, publishedBy }: MappingVersion,
): Promise<void> {
  await queries
    .insertInto('mapping_versions')
    .values({
      workspace_id: scope.workspaceId,
      connection_id: scope.connectionId,
      version,
      document: JSON.stringify(document),
      published_at: publishedAt,
      published_by: publishedBy,
    })
    .execute();
}

/** All published mappings of a connection, newest first. */
export async function mappingVersions(queries: Queries, scope: Scope): Promise<readonly MappingVersion[]> {
  const found = await queries
    .selectFrom('mapping_versions')
    .selectAll()
    .where('workspace_id', '=', scope.workspaceId)
    .where('connection_id', '=', scope.connectionId)
    .orderBy('version', 'desc')
    .execute();
  return found.map((row) => ({
    version: row.version,
    document: row.document,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
  }));
}
