import type { LeadScore, Stage, Verdict } from '@tamis/core';
import { sql } from 'kysely';
import { isLive } from './people/links.ts';
import { rows } from './rows.ts';
import type { Queries, Scope } from './schema.ts';

/** A lead's verdict with what it rests on. */
export interface Evaluation {
  readonly leadId: string;
  readonly score: LeadScore;
  readonly verdict: Verdict;
  /** The explanation as written to the CRM. */
  readonly reason: string;
  /** How people find the lead. */
  readonly card: LeadCard;
}

/** What people call a lead, as the CRM shows it; empty where it has none. */
export interface LeadCard {
  readonly name: string;
  readonly email: string;
  readonly company: string;
  readonly owner: string;
}

/** Stores the present evaluation of each lead; its history gains a line where stage, total, grade or model changed. */
export async function saveEvaluations(
  queries: Queries,
  workspaceId: string,
  { evaluations, asOf }: { evaluations: readonly Evaluation[]; asOf: number },
): Promise<void> {
  if (evaluations.length === 0) return;
  const list = evaluations.map(({ leadId, score, verdict, reason, card }) => ({
    lead_id: leadId,
    model_version: score.model.version,
    stage: verdict.stage,
    total: score.total,
    grade: score.grade,
    score,
    verdict,
    reason,
    ...card,
  }));
  const given = rows(
    list,
    'lead_id bigint, model_version int, stage text, total int, grade text, score jsonb, verdict jsonb, reason text, name text, email text, company text, owner text',
  );
  await sql`
    with given as materialized (select * from ${given}),
    history as (
      insert into score_history (workspace_id, lead_id, origin_lead, as_of, model_version, stage, total, grade, reason)
      select ${workspaceId}, given.lead_id, given.lead_id, ${asOf}, given.model_version, given.stage, given.total, given.grade, given.reason
      from given left join evaluations on evaluations.lead_id = given.lead_id
      where evaluations.lead_id is null or evaluations.stage <> given.stage or evaluations.total <> given.total
        or evaluations.model_version <> given.model_version or evaluations.score ->> 'grade' <> given.grade
      on conflict (lead_id, as_of, origin_lead, model_version) do update
        set stage = excluded.stage, total = excluded.total, grade = excluded.grade, reason = excluded.reason),
    cards as (
      insert into lead_cards as card (workspace_id, lead_id, stage, total, grade, name, email, company, owner)
      select ${workspaceId}, given.lead_id, given.stage, given.total, given.grade, given.name, given.email, given.company,
        given.owner from given
      on conflict (lead_id) do update set stage = excluded.stage, total = excluded.total, grade = excluded.grade,
        name = excluded.name, email = excluded.email, company = excluded.company, owner = excluded.owner
      where (card.stage, card.total, card.grade, card.name, card.email, card.company, card.owner)
        is distinct from (excluded.stage, excluded.total, excluded.grade, excluded.name, excluded.email, excluded.company, excluded.owner))
    insert into evaluations (workspace_id, lead_id, model_version, as_of, stage, total, score, verdict, reason)
    select ${workspaceId}, given.lead_id, given.model_version, ${asOf}, given.stage, given.total, given.score,
           given.verdict, given.reason from given
    on conflict (lead_id) do update set model_version = excluded.model_version, as_of = excluded.as_of,
      stage = excluded.stage, total = excluded.total, score = excluded.score, verdict = excluded.verdict,
      reason = excluded.reason`.execute(queries);
}

/** How many leads of the connection stand in each stage. */
export async function stageCounts(queries: Queries, scope: Scope): Promise<Readonly<Record<string, number>>> {
  const counted = await sql<{ stage: string; leads: number }>`
    select judged.stage, count(*)::int as leads from (
      select distinct lead_id from links
      where links.workspace_id = ${scope.workspaceId} and links.connection_id = ${scope.connectionId} and ${isLive}) as shown
    cross join lateral (
      select evaluations.stage from evaluations
      where evaluations.workspace_id = ${scope.workspaceId} and evaluations.lead_id = shown.lead_id limit 1) as judged
    group by judged.stage order by judged.stage`.execute(queries);
  return Object.fromEntries(counted.rows.map(({ stage, leads }) => [stage, leads]));
}

/** A lead as the summary table shows it. */
export interface TopLead {
  readonly leadId: string;
  /** One of its records in the CRM. */
  readonly recordId: string;
  readonly stage: Stage;
  readonly total: number;
  readonly grade: string;
  readonly reason: string;
  readonly name: string;
  readonly company: string;
}

/** Stages of leads that somebody should work on, the most urgent first. */
export const WORKED_STAGES: readonly Stage[] = ['sql', 'pql', 'mql', 'raw', 'recycled'];

/** The leads to work first: hand-overs before all others, then by total. */
export async function topLeads(queries: Queries, scope: Scope, limit: number): Promise<readonly TopLead[]> {
  const found = await sql<TopLead>`
    select evaluations.lead_id as "leadId", shown.record_id as "recordId", evaluations.stage, evaluations.total,
           evaluations.score ->> 'grade' as grade, evaluations.reason, lead_cards.name, lead_cards.company
    from evaluations join lead_cards on lead_cards.lead_id = evaluations.lead_id
    cross join lateral (
      select links.record_id from links join records on records.connection_id = links.connection_id
        and records.object = links.object and records.id = links.record_id and records.gone_at is null
      where links.lead_id = evaluations.lead_id and links.connection_id = ${scope.connectionId}
      order by links.object, links.record_id limit 1) as shown
    where evaluations.workspace_id = ${scope.workspaceId}
      and evaluations.stage = any(${[...WORKED_STAGES]}::text[])
    order by array_position(${[...WORKED_STAGES]}::text[], evaluations.stage), evaluations.total desc, evaluations.lead_id
    limit ${limit}`.execute(queries);
  return found.rows;
}
