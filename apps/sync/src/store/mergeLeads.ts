import { sql } from 'kysely';
import type { Queries, Scope } from './schema.ts';

/**
 * Two leads are one person: the one with the longer history stays, and the other's records, history, hand-overs and manual stage become
 * its own. Equal histories keep the older lead.
 */
export async function mergeLeads(
  queries: Queries,
  scope: Scope,
  leadIds: readonly [string, string],
): Promise<void> {
  const { kept, dropped } = await longerHistory(queries, scope, leadIds);
  const pair = { workspaceId: scope.workspaceId, kept, dropped };
  await moveRows(queries, pair);
  await keepManualStage(queries, pair);
  await queries
    .deleteFrom('leads')
    .where('workspace_id', '=', scope.workspaceId)
    .where('id', '=', dropped)
    .execute();
}

interface Pair {
  readonly workspaceId: string;
  readonly kept: string;
  readonly dropped: string;
}

/** Locks both leads, always in the same order. */
async function longerHistory(
  queries: Queries,
  { workspaceId }: Scope,
  leadIds: readonly [string, string],
): Promise<{ readonly kept: string; readonly dropped: string }> {
  await sql`select id from leads where workspace_id = ${workspaceId} and id = any(${[...leadIds]}::bigint[])
    order by id for update`.execute(queries);
  const { rows: ranked } = await sql<{ id: string }>`
    select leads.id from leads left join score_history on score_history.lead_id = leads.id
    where leads.workspace_id = ${workspaceId} and leads.id = any(${[...leadIds]}::bigint[])
    group by leads.id order by count(score_history.lead_id) desc, leads.id`.execute(queries);
  const [kept, dropped] = ranked.map(({ id }) => String(id));
  if (kept === undefined || dropped === undefined)
    throw new Error(`Leads ${leadIds.join(' and ')} cannot become one: one of them is missing.`);
  return { kept, dropped };
}

/** A line of history that both have at the same instant stays the kept lead's. */
async function moveRows(queries: Queries, { workspaceId, kept, dropped }: Pair): Promise<void> {
  for (const table of ['links', 'hand_overs'] as const)
    await queries
      .updateTable(table)
      .set({ lead_id: kept })
      .where('workspace_id', '=', workspaceId)
      .where('lead_id', '=', dropped)
      .execute();
  await sql`
    insert into score_history (workspace_id, lead_id, as_of, model_version, stage, total, grade, reason)
    select workspace_id, ${kept}, as_of, model_version, stage, total, grade, reason from score_history
    where workspace_id = ${workspaceId} and lead_id = ${dropped}
    on conflict do nothing`.execute(queries);
}

/** A person's decision about either of the two stands; the kept lead's own goes first. */
async function keepManualStage(queries: Queries, { workspaceId, kept, dropped }: Pair): Promise<void> {
  await sql`
    update leads set standing = case
        when leads.standing is null then other.standing
        else jsonb_set(leads.standing, '{manual}', other.standing -> 'manual') end
    from leads as other
    where leads.workspace_id = ${workspaceId} and leads.id = ${kept} and other.id = ${dropped}
      and other.workspace_id = ${workspaceId} and other.standing is not null
      and (leads.standing is null or coalesce(leads.standing -> 'manual', 'null') = 'null'
        and coalesce(other.standing -> 'manual', 'null') <> 'null')`.execute(queries);
}
