import type { Stage } from '@tamis/core';
import { type RawBuilder, sql } from 'kysely';
import type { LeadKey } from './leadDetail.ts';
import type { LeadEvent } from './people/leadEvent.ts';
import type { Queries } from './schema.ts';

/** Score or stage as an evaluation found them. `total` in hundredths. */
export interface EvaluatedLine {
  readonly kind: 'evaluation';
  readonly modelVersion: number;
  readonly stage: Stage;
  readonly total: number;
  readonly grade: string;
  readonly reason: string;
}

/** A stage in the CRM's own words. */
export interface PastStageLine {
  readonly kind: 'past-stage';
  readonly connectionId: string;
  readonly field: string;
  readonly stage: Stage;
  readonly word: string;
}

/** Where a line stands: lines of one instant are told apart by what they are (`rank`) and by a key of their own. */
export interface HistoryPosition {
  readonly at: number;
  readonly rank: number;
  readonly key: string;
}

/** A line of a lead's history with its place in it. */
export interface HistoryLine extends HistoryPosition {
  readonly line: EvaluatedLine | { readonly kind: 'event'; readonly event: LeadEvent } | PastStageLine;
}

/** Of one instant, what came of it stands above what it came from. */
const RANK = { evaluation: 3, event: 2, past: 1 } as const;

/** How score and stage of a lead changed, what happened to it, and what its CRMs kept from before: newest first, from a place on. */
export async function leadHistory(
  queries: Queries,
  key: LeadKey,
  { after, limit }: { after: HistoryPosition | null; limit: number },
): Promise<readonly HistoryLine[]> {
  const page = { from: startOf(after), limit };
  const found = await sql<HistoryLine>`
    select * from (
      (${inOrder(evaluations(key), page)}) union all (${inOrder(events(key), page)}) union all (${inOrder(pastStages(key), page)})
    ) as lines order by at desc, rank desc, key desc limit ${limit}`.execute(queries);
  return found.rows;
}

function inOrder(lines: RawBuilder<unknown>, { from, limit }: { from: RawBuilder<unknown>; limit: number }) {
  return sql`select * from (${lines}) as lines where ${from} order by at desc, rank desc, key desc limit ${limit}`;
}

function startOf(after: HistoryPosition | null) {
  if (after === null) return sql`true`;
  const { at, rank, key } = after;
  return sql`(at, rank, key) < (${at}::bigint, ${rank}::int, ${key}::text collate "C")`;
}

function evaluations({ workspaceId, leadId }: LeadKey) {
  return sql`
    select as_of as at, ${RANK.evaluation}::int as rank, (model_version || '/' || origin_lead) collate "C" as key,
      jsonb_build_object('kind', 'evaluation', 'modelVersion', model_version, 'stage', stage, 'total', total, 'grade', grade,
        'reason', reason) as line
    from score_history where workspace_id = ${workspaceId} and lead_id = ${leadId}`;
}

function events({ workspaceId, leadId }: LeadKey) {
  return sql`
    select at, ${RANK.event}::int as rank, lpad(id::text, 20, '0') collate "C" as key,
      jsonb_build_object('kind', 'event', 'event', detail) as line
    from lead_events where workspace_id = ${workspaceId} and lead_id = ${leadId}`;
}

function pastStages({ workspaceId, leadId }: LeadKey) {
  return sql`
    select at, ${RANK.past}::int as rank,
      (past_stages.connection_id || '/' || past_stages.object || '/' || past_stages.record_id || '/' || field) collate "C" as key,
      jsonb_build_object('kind', 'past-stage', 'connectionId', past_stages.connection_id::text, 'field', field, 'stage', stage,
        'word', word) as line
    from links join past_stages on past_stages.connection_id = links.connection_id
      and past_stages.object = links.object and past_stages.record_id = links.record_id
    where links.workspace_id = ${workspaceId} and links.lead_id = ${leadId}`;
}
