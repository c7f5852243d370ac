import { initialStanding } from '@tamis/core';
import { sql } from 'kysely';
import { rows } from '../rows.ts';
import type { Queries } from '../schema.ts';
import { placedRef } from './links.ts';

/** Records that leave a lead for another one. */
export interface Parting {
  readonly workspaceId: string;
  readonly at: number;
  readonly from: string;
  readonly to: string;
  /** `to` was made for them. */
  readonly isNew: boolean;
  readonly refs: readonly string[];
  /** Leads as which their history was written before they joined `from`. */
  readonly origins: readonly string[];
}

/**
 * What was written of the records and what people decided about them before they joined the lead goes with them, hand-overs about them
 * too; what was written of all together stays. Both leads stand where they stood before they were one, and are judged from there: a
 * stage that was the other's doing is not kept.
 */
export async function partLead(queries: Queries, parting: Parting): Promise<void> {
  const { workspaceId, from, to, isNew, origins } = parting;
  if (isNew) await tellOnce(queries, parting);
  for (const table of ['score_history', 'lead_events'] as const)
    await queries
      .updateTable(table)
      .set({ lead_id: to, ...(isNew ? { origin_lead: to } : {}) })
      .where('workspace_id', '=', workspaceId)
      .where('lead_id', '=', from)
      .where('origin_lead', '=', sql<string>`any(${[...origins]}::bigint[])`)
      .execute();
  await sql`
    update hand_overs set lead_id = ${to}
    from ${rows(parting.refs.map(placedRef), '"connectionId" bigint, object text, id text')}
    where hand_overs.workspace_id = ${workspaceId} and lead_id = ${from} and connection_id = given."connectionId"
      and hand_overs.object = given.object and record_id = given.id`.execute(queries);
  await standAsBefore(queries, parting);
  if (isNew) await standWhereHistoryEnded(queries, { workspaceId, leadId: to });
  await takeManualStage(queries, parting);
  await takeManualValues(queries, parting);
}

/** The stage that a person set goes with the lead whose history tells of it. */
async function takeManualStage(queries: Queries, { workspaceId, at, from, to }: Parting): Promise<void> {
  const { rows: taken } = await sql`
    update leads set standing = coalesce(leads.standing, ${JSON.stringify(initialStanding(at))}::jsonb)
      || jsonb_build_object('manual', left_behind.standing -> 'manual')
    from leads as left_behind
    where leads.workspace_id = ${workspaceId} and leads.id = ${to} and left_behind.id = ${from}
      and coalesce(leads.standing -> 'manual', 'null') = 'null'
      and exists (select from lead_events where lead_events.lead_id = ${to} and kind = 'manual-stage-set'
        and detail -> 'manual' = left_behind.standing -> 'manual')
    returning leads.id`.execute(queries);
  if (taken.length === 0) return;
  await sql`update leads set standing = jsonb_set(standing, '{manual}', 'null')
    where workspace_id = ${workspaceId} and id = ${from}`.execute(queries);
}

/** Values that a person set go with the lead whose history tells of them. */
async function takeManualValues(queries: Queries, { workspaceId, from, to }: Parting): Promise<void> {
  await sql`
    update manual_values set lead_id = ${to}
    where workspace_id = ${workspaceId} and lead_id = ${from}
      and not exists (select from manual_values as own where own.lead_id = ${to} and own.path = manual_values.path)
      and exists (select from lead_events where lead_events.lead_id = ${to} and kind = 'value-set'
        and lead_events.at = manual_values.at and detail ->> 'path' = manual_values.path)`.execute(queries);
}

/** What was written of several leads at one instant becomes one line where they go on as one new lead: that of the oldest. */
async function tellOnce(queries: Queries, { workspaceId, from, origins }: Parting): Promise<void> {
  const isTheirs = sql`any(${[...origins]}::bigint[])`;
  await sql`
    delete from score_history as line using score_history as other
    where line.workspace_id = ${workspaceId} and line.lead_id = ${from} and line.origin_lead = ${isTheirs}
      and other.lead_id = line.lead_id and other.as_of = line.as_of and other.model_version = line.model_version
      and other.origin_lead = ${isTheirs} and other.origin_lead < line.origin_lead`.execute(queries);
}

/** Lines of history that were not written under a stage that a person had set: such a stage says nothing of the lead's own way. */
function isOwnWay(leadId: string) {
  return sql`not exists (select from lead_events as decided
    where decided.lead_id = ${leadId} and decided.kind = 'manual-stage-set' and decided.at < score_history.as_of
      and not exists (select from lead_events as ended
        where ended.lead_id = ${leadId} and ended.kind in ('manual-stage-expired', 'manual-stage-cleared')
          and ended.at > decided.at and ended.at <= score_history.as_of))`;
}

async function standWhereHistoryEnded(
  queries: Queries,
  { workspaceId, leadId }: { workspaceId: string; leadId: string },
): Promise<void> {
  await sql`
    update leads set standing = jsonb_build_object('stage', last.stage, 'since', last.as_of, 'exitSince', null, 'manual', null, 'answeredAt', null)
    from (select stage, as_of from score_history where workspace_id = ${workspaceId} and lead_id = ${leadId}
        and ${isOwnWay(leadId)}
      order by as_of desc limit 1) as last
    where leads.workspace_id = ${workspaceId} and leads.id = ${leadId}`.execute(queries);
}

/**
 * The lead that is left stands where it stood before the first of the records joined it; a person's decision about it stays, and an
 * answer of sales that is still there is weighed again.
 */
async function standAsBefore(queries: Queries, { workspaceId, at, from, refs }: Parting): Promise<void> {
  await sql`
    update leads set standing = leads.standing || jsonb_build_object('exitSince', null, 'answeredAt', null,
      'stage', coalesce(before.stage, 'raw'), 'since', coalesce(before.as_of, ${at}::bigint))
    from (select 1) as always left join lateral (
      select stage, as_of from score_history where workspace_id = ${workspaceId} and lead_id = ${from} and as_of < (
        select min(at) from lead_events where workspace_id = ${workspaceId} and lead_id = ${from}
          and kind = 'record-linked' and detail ->> 'ref' = any(${[...refs]}::text[]))
        and ${isOwnWay(from)}
      order by as_of desc limit 1) as before on true
    where leads.workspace_id = ${workspaceId} and leads.id = ${from} and leads.standing is not null`.execute(
    queries,
  );
}
