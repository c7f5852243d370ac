import type { Stage } from '@tamis/core';
import { sql } from 'kysely';
import type { Queries } from './schema.ts';

/** A lead in a list. */
export interface LeadRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly company: string;
  readonly owner: string;
  readonly stage: Stage;
  /** Hundredths. */
  readonly total: number;
  readonly grade: string;
  readonly reason: string;
}

/** Which leads, in which order, after which one. */
export interface LeadFilter {
  readonly search: string | undefined;
  readonly stage: string | undefined;
  readonly sort: 'total' | 'name';
  readonly after: LeadPosition | null;
  readonly limit: number;
}

/** Where a page ended: the sorting value of its last lead, and its id. */
export interface LeadPosition {
  readonly value: string;
  readonly id: string;
}

/** Leads by total, the highest first, or by name. */
export async function listLeads(
  queries: Queries,
  workspaceId: string,
  { search, stage, sort, after, limit }: LeadFilter,
): Promise<readonly LeadRow[]> {
  const byTotal = sort === 'total';
  const order = byTotal ? sql`total desc, lead_id desc` : sql`fold_text(name), lead_id`;
  const start =
    after === null
      ? sql`true`
      : byTotal
        ? sql`(total, lead_id) < (${after.value}::int, ${after.id}::bigint)`
        : sql`(fold_text(name), lead_id) > (fold_text(${after.value}), ${after.id}::bigint)`;
  const found = await sql<LeadRow>`
    select lead_id as id, name, email, company, owner, stage, total, score ->> 'grade' as grade, reason
    from evaluations
    where workspace_id = ${workspaceId} and ${start}
      ${stage === undefined ? sql`` : sql`and stage = ${stage}`}
      ${search ? sql`and found_by like '%' || fold_text(${escaped(search)}) || '%'` : sql``}
    order by ${order} limit ${limit}`.execute(queries);
  return found.rows.map((row) => ({ ...row, id: String(row.id) }));
}

/** Signs that mean something to LIKE stand for themselves. */
function escaped(search: string): string {
  return search.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

/** Leads of the workspace in each stage. */
export async function leadsByStage(
  queries: Queries,
  workspaceId: string,
): Promise<readonly { readonly stage: Stage; readonly leads: number }[]> {
  const counted = await sql<{ stage: Stage; leads: number }>`
    select stage, count(*)::int as leads from evaluations where workspace_id = ${workspaceId}
    group by stage order by stage`.execute(queries);
  return counted.rows;
}

/** How score and stage of a lead changed, newest first. */
export async function leadHistory(
  queries: Queries,
  { workspaceId, leadId }: { workspaceId: string; leadId: string },
  { before, limit }: { before: number | null; limit: number },
) {
  const found = await queries
    .selectFrom('score_history')
    .select(['as_of', 'model_version', 'stage', 'total', 'grade', 'reason'])
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .$if(before !== null, (query) => query.where('as_of', '<', before ?? 0))
    .orderBy('as_of', 'desc')
    .limit(limit)
    .execute();
  return found;
}
