import { sql } from 'kysely';
import type { Queries, Scope } from './schema.ts';

/** Ids of the most recently changed leads of a connection. */
export async function newestLeads(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  limit: number,
): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    select distinct links.lead_id as id from links
    where links.workspace_id = ${workspaceId} and links.connection_id = ${connectionId}
    order by links.lead_id desc limit ${limit}`.execute(queries);
  return found.rows.map(({ id }) => String(id));
}

/** The lead that a person means by a record's id or an e-mail address; without a word, the one with the highest total. */
export async function leadMeant(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  word: string | undefined,
): Promise<string | null> {
  const found = await sql<{ id: string }>`
    select links.lead_id as id from links left join lead_cards on lead_cards.lead_id = links.lead_id
    where links.workspace_id = ${workspaceId} and links.connection_id = ${connectionId}
      ${word === undefined ? sql`` : sql`and (links.record_id = ${word} or lower(lead_cards.email) = lower(${word}))`}
    order by lead_cards.total desc nulls last limit 1`.execute(queries);
  const [row] = found.rows;
  return row === undefined ? null : String(row.id);
}

/** Ids of evaluated leads after one, in order, for walks over all of them. */
export async function leadsAfter(
  queries: Queries,
  workspaceId: string,
  { after, limit }: { after: string; limit: number },
): Promise<readonly string[]> {
  const found = await queries
    .selectFrom('evaluations')
    .select('lead_id')
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '>', after)
    .orderBy('lead_id')
    .limit(limit)
    .execute();
  return found.map((row) => String(row.lead_id));
}
