import type { Fields } from '@tamis/adapter';
import { CROSSING_REASONS, type PlanReason } from '@tamis/mapping';
import { sql } from 'kysely';
import { rows } from './rows.ts';
import type { DesiredState, Queries, Rewritten, Scope } from './schema.ts';

/** What we want one record to hold, and why. */
export interface Desire {
  readonly connectionId: string;
  readonly object: string;
  readonly recordId: string;
  readonly fields: Fields;
  readonly reasons: readonly PlanReason[];
  readonly state: DesiredState;
}

/** Replaces what is wanted of the given records; what the CRM confirmed before stays known. */
export async function saveDesires(
  queries: Queries,
  workspaceId: string,
  desires: readonly Desire[],
): Promise<void> {
  if (desires.length === 0) return;
  const list = desires.map(({ connectionId, object, recordId, fields, reasons, state }) => ({
    connection_id: connectionId,
    object,
    record_id: recordId,
    fields,
    reasons,
    state,
  }));
  await sql`
    insert into desired (workspace_id, connection_id, object, record_id, fields, reasons, state)
    select ${workspaceId}, given.connection_id, given.object, given.record_id, given.fields, given.reasons, given.state
    from ${rows(list, 'connection_id bigint, object text, record_id text, fields jsonb, reasons jsonb, state text')}
    on conflict (connection_id, object, record_id) do update set
      fields = excluded.fields, reasons = excluded.reasons, state = excluded.state`.execute(queries);
}

/** A desire that is not in the CRM yet, with what the CRM shows now. */
export interface OpenDesire {
  readonly object: string;
  readonly recordId: string;
  readonly fields: Fields;
  readonly observed: Fields;
  readonly reasons: readonly PlanReason[];
}

/** Desires in one state, in order of the record's id, `limit` at a time after `afterId`; `crossing` chooses those that people act on, or the others. */
export async function openDesires(
  queries: Queries,
  scope: Scope,
  page: {
    readonly object: string;
    readonly state: 'proposed' | 'pending';
    readonly crossing?: boolean;
    readonly afterId: string;
    readonly limit: number;
  },
): Promise<readonly OpenDesire[]> {
  const found = await sql<OpenDesire>`
    select desired.object, desired.record_id as "recordId", desired.fields, records.fields as observed, desired.reasons
    from desired
    join records on records.connection_id = desired.connection_id and records.object = desired.object
      and records.id = desired.record_id and records.gone_at is null
    where desired.workspace_id = ${scope.workspaceId} and desired.connection_id = ${scope.connectionId}
      and desired.object = ${page.object} and desired.state = ${page.state} and desired.record_id > ${page.afterId}
      and (${page.crossing ?? null}::boolean is null
        or desired.reasons ?| ${[...CROSSING_REASONS]}::text[] = ${page.crossing ?? null}::boolean)
    order by desired.record_id limit ${page.limit}`.execute(queries);
  return found.rows;
}

/** How many desires of a connection stand in a state. */
export async function countDesires(queries: Queries, scope: Scope, state: DesiredState): Promise<number> {
  const { leads } = await queries
    .selectFrom('desired')
    .select(({ fn }) => fn.countAll<number>().as('leads'))
    .where('workspace_id', '=', scope.workspaceId)
    .where('connection_id', '=', scope.connectionId)
    .where('state', '=', state)
    .executeTakeFirstOrThrow();
  return Number(leads);
}

/** Approval: what was proposed may now be written. */
export async function releaseProposed(queries: Queries, scope: Scope): Promise<void> {
  await queries
    .updateTable('desired')
    .set({ state: 'pending' })
    .where('workspace_id', '=', scope.workspaceId)
    .where('connection_id', '=', scope.connectionId)
    .where('state', '=', 'proposed')
    .execute();
}

/** What became of a write. `written` holds the fields that the CRM confirmed, or `null` where nothing was. */
export interface Settlement {
  readonly recordId: string;
  /** What was sent: a desire that has moved on meanwhile is open, also where it has moved back to what the CRM held before. */
  readonly sent: Fields;
  readonly state: 'written' | 'refused';
  readonly written: Fields | null;
  /** The values it did not take. */
  readonly refused: Fields;
}

/** Notes the outcomes of one batch. */
export async function settleDesires(
  queries: Queries,
  scope: Scope,
  { object, settlements, at }: { object: string; settlements: readonly Settlement[]; at: number },
): Promise<void> {
  if (settlements.length === 0) return;
  const list = settlements.map(({ recordId, sent, state, written, refused }) => ({
    record_id: recordId,
    sent,
    state,
    written,
    refused,
  }));
  await sql`
    update desired set state = case
        when desired.fields @> given.sent then given.state
        when given.written is not null and desired.state = 'written' then 'pending'
        else desired.state end,
      written = coalesce(desired.written, '{}') || coalesce(given.written, '{}'),
      written_at = case when given.written is null then desired.written_at else ${at} end,
      refused = (coalesce(desired.refused, '{}') - array(select jsonb_object_keys(given.sent))) || given.refused
    from ${rows(list, 'record_id text, sent jsonb, state text, written jsonb, refused jsonb')}
    where desired.workspace_id = ${scope.workspaceId} and desired.connection_id = ${scope.connectionId}
      and desired.object = ${object} and desired.record_id = given.record_id
      and desired.record_id = any(${settlements.map(({ recordId }) => recordId)}::text[])`.execute(queries);
}

/** Adds to how often values of ours were rewritten. */
export async function saveRewritten(
  queries: Queries,
  scope: Scope,
  {
    object,
    rewritten,
  }: {
    object: string;
    rewritten: readonly { recordId: string; fields: Readonly<Record<string, Rewritten>> }[];
  },
): Promise<void> {
  const list = rewritten.map(({ recordId, fields }) => ({ record_id: recordId, fields }));
  await sql`
    update desired set contested = desired.contested || given.fields
    from ${rows(list, 'record_id text, fields jsonb')}
    where desired.workspace_id = ${scope.workspaceId} and desired.connection_id = ${scope.connectionId}
      and desired.object = ${object} and desired.record_id = given.record_id
      and desired.record_id = any(${rewritten.map(({ recordId }) => recordId)}::text[])`.execute(queries);
}
