import { sql } from 'kysely';
import { type OpenDesire, openDesires } from './desired.ts';
import type { Queries, Scope } from './schema.ts';

/** The newest finished run of a connection that did not write: what it proposes is what a person approves. */
export async function proposalRun(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
): Promise<string | null> {
  const row = await queries
    .selectFrom('runs')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('status', '=', 'done')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : String(row.id);
}

/**
 * Did a finished run of the connection judge by what is published now? Records that changed since are no other proposal: an approved
 * connection writes them without asking.
 */
export async function isProposedStill(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  runId: string,
): Promise<boolean> {
  const found = await sql<{ still: boolean }>`
    select mapping_version = (select mapping_version from connections where id = runs.connection_id)
      and model_version = (select max(version) from models where workspace_id = runs.workspace_id) as still
    from runs where workspace_id = ${workspaceId} and connection_id = ${connectionId}
      and id = ${runId} and status = 'done'`.execute(queries);
  return found.rows[0]?.still === true;
}

/** How many proposed records hold another value than wanted, by field. */
export async function proposedFields(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
): Promise<readonly { object: string; field: string; records: number }[]> {
  const counted = await sql<{ object: string; field: string; records: number }>`
    select desired.object, wanted.key as field, count(*)::int as records
    from desired join records on records.connection_id = desired.connection_id and records.object = desired.object
      and records.id = desired.record_id and records.gone_at is null,
      lateral jsonb_each(desired.fields) as wanted
    where desired.workspace_id = ${workspaceId} and desired.connection_id = ${connectionId}
      and desired.state = 'proposed' and records.fields -> wanted.key is distinct from wanted.value
    group by 1, 2 order by 3 desc, 1, 2`.execute(queries);
  return counted.rows;
}

/** Pages of proposed records over several objects: the cursor is `object/id` of the last one. */
export async function proposedPage(
  queries: Queries,
  scope: Scope,
  page: { readonly objects: readonly string[]; readonly after: string | undefined; readonly limit: number },
): Promise<{ readonly items: readonly OpenDesire[]; readonly next: string | null }> {
  const [atObject, afterId] = split(page.after ?? `${page.objects[0] ?? ''}/`);
  const items: OpenDesire[] = [];
  for (const object of page.objects.slice(Math.max(0, page.objects.indexOf(atObject)))) {
    const limit = page.limit - items.length;
    const found = await openDesires(queries, scope, {
      object,
      state: 'proposed',
      afterId: object === atObject ? afterId : '',
      limit,
    });
    items.push(...found);
    if (items.length === page.limit) break;
  }
  const last = items.at(-1);
  const full = items.length === page.limit && last !== undefined;
  return { items, next: full ? `${last.object}/${last.recordId}` : null };
}

function split(cursor: string): readonly [string, string] {
  const slash = cursor.indexOf('/');
  return [cursor.slice(0, slash), cursor.slice(slash + 1)];
}

/** Names of the leads behind records, as at their last evaluation, by `object/id`. */
export async function namesOfRecords(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  records: readonly { readonly object: string; readonly recordId: string }[],
): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{ object: string; id: string; name: string }>`
    select links.object, links.record_id as id, coalesce(nullif(lead_cards.name, ''), lead_cards.email) as name
    from links join lead_cards on lead_cards.lead_id = links.lead_id
    where links.workspace_id = ${workspaceId} and links.connection_id = ${connectionId}
      and links.record_id = any(${records.map(({ recordId }) => recordId)}::text[])`.execute(queries);
  return new Map(found.rows.map(({ object, id, name }) => [`${object}/${id}`, name]));
}
