import type { Cursor } from '@tamis/adapter';
import type { Queries, Scope } from './schema.ts';

/** How far an object has been read; `null` before its first page. */
export async function readCursor(queries: Queries, scope: Scope, object: string): Promise<Cursor | null> {
  const row = await queries
    .selectFrom('cursors')
    .select('cursor')
    .where('workspace_id', '=', scope.workspaceId)
    .where('connection_id', '=', scope.connectionId)
    .where('object', '=', object)
    .executeTakeFirst();
  return row?.cursor ?? null;
}

/** Moves the cursor; call it in the transaction that stores the page. */
export async function saveCursor(
  queries: Queries,
  scope: Scope,
  { object, cursor }: { object: string; cursor: Cursor },
): Promise<void> {
  await queries
    .insertInto('cursors')
    .values({
      workspace_id: scope.workspaceId,
      connection_id: scope.connectionId,
      object,
      cursor: JSON.stringify(cursor),
    })
    .onConflict((conflict) =>
      conflict.columns(['connection_id', 'object']).doUpdateSet({ cursor: JSON.stringify(cursor) }),
    )
    .execute();
}
