import type { RecordRef } from '@tamis/adapter';
import type { LeadScore, Standing, Verdict } from '@tamis/core';
import { sql } from 'kysely';
import type { DesiredState, Queries } from './schema.ts';

/** Whose lead. */
export interface LeadKey {
  readonly workspaceId: string;
  readonly leadId: string;
}

/** The present evaluation of one lead with its standing. */
export interface EvaluatedLead {
  readonly name: string;
  readonly email: string;
  readonly company: string;
  readonly owner: string;
  readonly score: LeadScore;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly evaluatedAt: number;
  readonly standing: Standing | null;
}

/** The present evaluation; `null` where there is no such lead, or none evaluated yet. */
export async function evaluatedLead(
  queries: Queries,
  { workspaceId, leadId }: LeadKey,
): Promise<EvaluatedLead | null> {
  const row = await queries
    .selectFrom('evaluations')
    .innerJoin('leads', 'leads.id', 'evaluations.lead_id')
    .innerJoin('lead_cards', 'lead_cards.lead_id', 'evaluations.lead_id')
    .select(['name', 'email', 'company', 'owner', 'score', 'verdict', 'reason', 'as_of', 'standing'])
    .where('evaluations.workspace_id', '=', workspaceId)
    .where('evaluations.lead_id', '=', leadId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { as_of: evaluatedAt, ...rest } = row;
  return { ...rest, evaluatedAt };
}

/** A CRM record of a lead, and how far what we want of it is there. */
export interface RecordOfLead {
  readonly connectionId: string;
  readonly object: string;
  readonly recordId: string;
  readonly modifiedAt: number;
  readonly goneAt: number | null;
  readonly mergedInto: string | null;
  readonly convertedInto: RecordRef | null;
  readonly state: DesiredState | null;
  readonly refused: Readonly<Record<string, unknown>> | null;
  /** The latest problem that a run had with the record. */
  readonly problem: string | null;
}

/** The records that show a lead. */
export async function recordsOfLead(
  queries: Queries,
  { workspaceId, leadId }: LeadKey,
): Promise<readonly RecordOfLead[]> {
  const found = await sql<RecordOfLead>`
    select links.connection_id as "connectionId", links.object, links.record_id as "recordId",
      records.modified_at as "modifiedAt", records.gone_at as "goneAt", records.merged_into as "mergedInto",
      records.converted_into as "convertedInto",
      desired.state, desired.refused,
      (select run_problems.message from run_problems join runs on runs.id = run_problems.run_id
        where run_problems.workspace_id = ${workspaceId} and runs.connection_id = links.connection_id
          and object = links.object and record_id = links.record_id
        order by run_problems.id desc limit 1) as problem
    from links join records on records.connection_id = links.connection_id and records.object = links.object
      and records.id = links.record_id
    left join desired on desired.connection_id = links.connection_id and desired.object = links.object
      and desired.record_id = links.record_id
    where links.workspace_id = ${workspaceId} and links.lead_id = ${leadId}
    order by links.connection_id, links.object, links.record_id`.execute(queries);
  return found.rows.map((row) => ({ ...row, connectionId: String(row.connectionId) }));
}

/** Tasks for sales that a lead gave rise to. */
export async function handOversOf(queries: Queries, { workspaceId, leadId }: LeadKey) {
  return queries
    .selectFrom('hand_overs')
    .select(['state', 'intended_at', 'message'])
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .orderBy('intended_at', 'desc')
    .execute();
}

/** Whether the workspace has a lead of that id. */
export async function leadExists(queries: Queries, { workspaceId, leadId }: LeadKey): Promise<boolean> {
  const row = await queries
    .selectFrom('leads')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .executeTakeFirst();
  return row !== undefined;
}
