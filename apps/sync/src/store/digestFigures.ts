import type { LeadScore, Stage, Verdict } from '@tamis/core';
import { sql } from 'kysely';
import type { Queries } from './schema.ts';

/** A span of time in epoch milliseconds UTC: from `from` on, up to before `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A lead that came into a stage. */
export interface MovedLead {
  readonly id: string;
  /** As people call it; empty where the CRM has neither name nor e-mail address. */
  readonly name: string;
  readonly company: string;
  readonly stage: Stage;
  /** What the stage rests on; `null` where the lead has moved on since. */
  readonly judged: { readonly score: LeadScore; readonly verdict: Verdict } | null;
}

/** Leads that came into a stage: how many, and the first of them by score. */
export interface MovedLeads {
  readonly count: number;
  readonly leads: readonly MovedLead[];
}

/** Which moves count: into one of `into`, from any stage but those of `besides`. */
export interface Move {
  readonly into: readonly Stage[];
  readonly besides: readonly Stage[];
  readonly limit: number;
}

/**
 * Leads that stand in a stage at the end of the span and did not at its beginning. What was in the CRM when a connection was first
 * read through is no news: for its leads the span begins there.
 */
export async function movedLeads(
  queries: Queries,
  workspaceId: string,
  { from, to, into, besides, limit }: Span & Move,
): Promise<MovedLeads> {
  const found = await sql<MovedLead & { count: number }>`
    with read_through as (
      select connection_id, min(finished_at) + 1 as at from runs
      where workspace_id = ${workspaceId} and status = 'done' group by connection_id),
    changed as (
      select lead_id, greatest(min(read_through.at), ${from}) as since
      from links join read_through using (connection_id)
      where lead_id in (
        select lead_id from score_history where workspace_id = ${workspaceId} and as_of >= ${from} and as_of < ${to})
      group by lead_id)
    select changed.lead_id::text as id, coalesce(nullif(lead_cards.name, ''), lead_cards.email) as name,
      lead_cards.company, ended.stage, case when evaluations.stage = ended.stage
        then jsonb_build_object('score', score, 'verdict', verdict) end as judged, count(*) over ()::int as count
    from changed join evaluations on evaluations.lead_id = changed.lead_id
    join lead_cards on lead_cards.lead_id = changed.lead_id
    join lateral (
      select stage, total from score_history where lead_id = changed.lead_id and as_of < ${to}
      order by as_of desc, model_version desc limit 1) as ended on true
    left join lateral (
      select stage from score_history where lead_id = changed.lead_id and as_of < changed.since
      order by as_of desc, model_version desc limit 1) as began on true
    where ended.stage = any(${[...into]}::text[])
      and (began.stage is null or began.stage <> all(${[...besides]}::text[]))
      and exists (select from score_history where lead_id = changed.lead_id and as_of >= changed.since and as_of < ${to})
    order by ended.total desc, changed.lead_id limit ${limit}`.execute(queries);
  return {
    count: found.rows[0]?.count ?? 0,
    leads: found.rows.map(({ count: _, ...lead }) => lead),
  };
}

/** What went wrong for one reason in runs of one connection. */
export interface RunTrouble {
  /** The CRM account as people call it. */
  readonly account: string;
  readonly message: string;
  /** Records that it hit; 0 where the whole run failed. */
  readonly records: number;
  /** Runs that it hit. */
  readonly runs: number;
  /** The newest of them. */
  readonly runId: string;
}

/** Failed runs of the span, then problems with records by cause, the most frequent first. */
export async function runTroubles(
  queries: Queries,
  workspaceId: string,
  { from, to, limit }: Span & { readonly limit: number },
): Promise<readonly RunTrouble[]> {
  const found = await sql<RunTrouble>`
    with past as (
      select runs.*, connections.account ->> 'name' as account from runs
      join connections on connections.id = runs.connection_id
      where runs.workspace_id = ${workspaceId} and runs.started_at >= ${from} and runs.started_at < ${to}),
    troubles as (
      select account, coalesce(message, '') as message, 0 as records, count(*)::int as runs, max(id) as run_id
      from past where status = 'failed' group by connection_id, account, message
      union all
      select account, min(run_problems.message), count(distinct (object, record_id))::int, count(distinct past.id)::int,
        max(past.id)
      from past join run_problems on run_problems.run_id = past.id group by connection_id, account, code)
    select account, message, records, runs, run_id::text as "runId" from troubles
    order by records > 0, records desc, runs desc, run_id desc limit ${limit}`.execute(queries);
  return found.rows;
}

/** Accounts that wait for a person to connect them again: nothing runs for them. */
export async function accountsToReconnect(queries: Queries, workspaceId: string): Promise<readonly string[]> {
  const found = await sql<{ account: string }>`
    select account ->> 'name' as account from connections
    where workspace_id = ${workspaceId} and status = 'reconnect-needed' order by id`.execute(queries);
  return found.rows.map(({ account }) => account);
}
