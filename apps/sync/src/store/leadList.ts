import type { Stage } from '@tamis/core';
import { type RawBuilder, sql } from 'kysely';
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

/** Among so many leads in order a search looks first: what many have is found there, without reading all. */
const NEARBY = 5_000;

/** Leads by total, the highest first, or by name. */
export async function listLeads(
  queries: Queries,
  workspaceId: string,
  filter: LeadFilter,
): Promise<readonly LeadRow[]> {
  if (!filter.search) return pageOf(queries, filter, cardsInOrder(workspaceId, filter, filter.limit));
  const nearby = await pageOf(queries, filter, cardsInOrder(workspaceId, filter, NEARBY));
  if (nearby.length === filter.limit) return nearby;
  return pageOf(queries, filter, allCards(workspaceId, filter));
}

/** The first cards of the filter, read in the order of an index. */
function cardsInOrder(workspaceId: string, filter: LeadFilter, limit: number) {
  return sql`select lead_id, ${keyOf(filter)} as key, found_by from lead_cards where ${chosen(workspaceId, filter)}
    order by ${orderOf(filter)} limit ${limit}`;
}

/** All cards of the filter, read through: `offset 0` forbids the planner the order of an index, in which a rare word costs a visit to each. */
function allCards(workspaceId: string, filter: LeadFilter) {
  return sql`select lead_id, ${keyOf(filter)} as key, found_by from lead_cards where ${chosen(workspaceId, filter)}
    and ${found(filter)} offset 0`;
}

async function pageOf(
  queries: Queries,
  filter: LeadFilter,
  cards: RawBuilder<unknown>,
): Promise<readonly LeadRow[]> {
  const order = orderOf(filter);
  const { rows } = await sql<LeadRow>`
    with page as (
      select lead_id, key from (${cards}) as cards where ${found(filter)} order by ${order} limit ${filter.limit})
    select lead_id as id, name, email, company, owner, lead_cards.stage, lead_cards.total, grade, reason
    from page join lead_cards using (lead_id) join evaluations using (lead_id) order by ${order}`.execute(
    queries,
  );
  return rows.map((row) => ({ ...row, id: String(row.id) }));
}

function found({ search }: LeadFilter) {
  return search ? sql`strpos(found_by, fold_text(${search})) > 0` : sql`true`;
}

function chosen(workspaceId: string, { sort, stage, after }: LeadFilter) {
  const inStage = stage === undefined ? sql`true` : sql`stage = ${stage}`;
  return sql`workspace_id = ${workspaceId} and ${startOf(sort, after)} and ${inStage}`;
}

function keyOf({ sort }: LeadFilter) {
  return sort === 'total' ? sql`total` : sql`name_key`;
}

function orderOf({ sort }: LeadFilter) {
  return sort === 'total' ? sql`key desc, lead_id desc` : sql`key, lead_id`;
}

function startOf(sort: LeadFilter['sort'], after: LeadPosition | null) {
  if (after === null) return sql`true`;
  const { value, id } = after;
  return sort === 'total'
    ? sql`(total, lead_id) < (${value}::int, ${id}::bigint)`
    : sql`(name_key, lead_id) > (fold_text(${value}), ${id}::bigint)`;
}

/** Leads of the workspace in each stage. */
export async function leadsByStage(
  queries: Queries,
  workspaceId: string,
): Promise<readonly { readonly stage: Stage; readonly leads: number }[]> {
  const counted = await sql<{ stage: Stage; leads: number }>`
    select stage, count(*)::int as leads from lead_cards where workspace_id = ${workspaceId}
    group by stage order by stage`.execute(queries);
  return counted.rows;
}
