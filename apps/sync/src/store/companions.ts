import type { MappingDocument } from '@tamis/adapter';
import { sql } from 'kysely';
import { descriptionOf } from './descriptions.ts';
import type { Description } from './people/description.ts';
import type { Queries, Scope } from './schema.ts';

/** A connection whose mapping runs, as short as may be: it is looked at with every page. */
export interface ConnectionState {
  readonly id: string;
  readonly approved: boolean;
  readonly handOverTasks: boolean;
  readonly baselineAt: number | null;
  /** Tells one state of mapping and description from another. */
  readonly edition: string;
}

/** The connections of a workspace with a published mapping that were run once, oldest first. */
export async function connectionStates(
  queries: Queries,
  workspaceId: string,
): Promise<readonly ConnectionState[]> {
  const found = await sql<ConnectionState>`
    select connections.id::text as id, connections.approved_at is not null as approved,
      hand_over_tasks as "handOverTasks", baseline_at as "baselineAt",
      mapping_version || '/' || descriptions.version as edition
    from connections join descriptions on descriptions.connection_id = connections.id
    where connections.workspace_id = ${workspaceId} and mapping_version > 0
    order by connections.id`.execute(queries);
  return found.rows;
}

/** What a connection's records are read with; `null` where it is gone. */
export async function mappingAndDescription(
  queries: Queries,
  scope: Scope,
): Promise<{ readonly mapping: MappingDocument; readonly description: Description } | null> {
  const row = await queries
    .selectFrom('connections')
    .select('mapping')
    .where('workspace_id', '=', scope.workspaceId)
    .where('id', '=', scope.connectionId)
    .executeTakeFirst();
  const description = await descriptionOf(queries, scope);
  return row === undefined || description === null ? null : { mapping: row.mapping, description };
}
