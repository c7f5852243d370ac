import type { Queries, Scope } from './schema.ts';

const PAGE = 1000;

/** Ids of the records of an object that are there as far as is known, page by page in the order of the store. */
export async function* knownIds(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  object: string,
): AsyncGenerator<readonly string[]> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const found = await queries
      .selectFrom('records')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('connection_id', '=', connectionId)
      .where('object', '=', object)
      .where('id', '>', after)
      .where('gone_at', 'is', null)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    const ids = found.map(({ id }) => id);
    if (ids.length > 0) yield ids;
    after = ids.at(-1);
  }
}
