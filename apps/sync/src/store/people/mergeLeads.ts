import { sql } from 'kysely';
import type { Queries } from '../schema.ts';

/** Two leads that are one person: `dropped` becomes part of `kept`. */
export interface LeadPair {
  readonly workspaceId: string;
  readonly kept: string;
  readonly dropped: string;
}

/** How many lines of history each lead has. */
export async function historyLengths(
  queries: Queries,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (leadIds.length === 0) return new Map();
  const counted = await sql<{ id: string; lines: number }>`
    select lead_id as id, count(*)::int as lines from score_history
    where workspace_id = ${workspaceId} and lead_id = any(${[...leadIds]}::bigint[]) group by lead_id`.execute(
    queries,
  );
  return new Map(counted.rows.map(({ id, lines }) => [String(id), lines]));
}

/** The dropped lead's links, history, hand-overs and what people decided become the kept one's own; each line remembers whose it was. */
export async function mergeLeads(queries: Queries, pair: LeadPair): Promise<void> {
  const { workspaceId, kept, dropped } = pair;
  await sql`select id from leads where workspace_id = ${workspaceId} and id = any(${[kept, dropped]}::bigint[])
    order by id for update`.execute(queries);
  for (const table of ['links', 'hand_overs', 'score_history', 'lead_events'] as const)
    await queries
      .updateTable(table)
      .set({ lead_id: kept })
      .where('workspace_id', '=', workspaceId)
      .where('lead_id', '=', dropped)
      .execute();
  await keepManualValues(queries, pair);
  await standTogether(queries, pair);
  await queries
    .deleteFrom('leads')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', dropped)
    .execute();
}

/** Values that people set for either of the two stand; the kept lead's own go first. */
async function keepManualValues(queries: Queries, { workspaceId, kept, dropped }: LeadPair): Promise<void> {
  await sql`
    update manual_values set lead_id = ${kept} where workspace_id = ${workspaceId} and lead_id = ${dropped}
      and not exists (select from manual_values as own where own.lead_id = ${kept} and own.path = manual_values.path)`.execute(
    queries,
  );
}

/**
 * The kept lead stands where it stood, or where the other one did if sales answered that one later: an answer is acted on once. A
 * person's decision about either of the two stands; the kept lead's own goes first.
 */
async function standTogether(queries: Queries, { workspaceId, kept, dropped }: LeadPair): Promise<void> {
  const manualOf = (table: string) => sql`nullif(${sql.table(table)}.standing -> 'manual', 'null')`;
  const answeredAt = (table: string) =>
    sql`coalesce((${sql.table(table)}.standing ->> 'answeredAt')::bigint, -1)`;
  await sql`
    update leads set standing = case
        when leads.standing is null or ${answeredAt('other')} > ${answeredAt('leads')} then other.standing
        else leads.standing end
      || jsonb_build_object('manual', coalesce(${manualOf('leads')}, ${manualOf('other')}))
    from leads as other
    where leads.workspace_id = ${workspaceId} and leads.id = ${kept} and other.id = ${dropped}
      and other.workspace_id = ${workspaceId} and other.standing is not null`.execute(queries);
}
