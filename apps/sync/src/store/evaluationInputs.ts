import type { CrmRecord, Fields } from '@tamis/adapter';
import type { Activity, Standing } from '@tamis/core';
import type { ManualValue, SourceRecord } from '@tamis/mapping';
import { sql } from 'kysely';
import { manualValuesOf } from './manualValues.ts';
import { type PlacedRef, refOf } from './people/links.ts';
import type { DesiredState, Queries, Rewritten } from './schema.ts';

/** What was wanted of a record so far. */
export interface PriorDesire {
  readonly fields: Fields;
  readonly state: DesiredState;
  readonly written: Fields | null;
  readonly writtenAt: number | null;
  /** Values that the CRM did not take: not tried again until another value is wanted. */
  readonly refused: Fields;
  readonly contested: Readonly<Record<string, Rewritten>>;
}

/** A lead record with the desire that stands for it. */
export interface LinkedRecord {
  readonly record: SourceRecord;
  readonly desire: PriorDesire | null;
}

/** What one connection holds of a lead. */
export interface InputSide {
  readonly connectionId: string;
  readonly linked: LinkedRecord[];
  /** Records of companies and deals, by object. */
  readonly related: Map<string, CrmRecord[]>;
  readonly activities: Activity[];
}

/** Everything that the verdict about one lead rests on. */
export interface EvaluationInput {
  readonly leadId: string;
  readonly standing: Standing | null;
  /** Values that people set, those that have ended included. */
  readonly manual: readonly ManualValue[];
  /** Connections with a live record of the lead, by id. */
  readonly sides: Map<string, InputSide>;
}

/** Which leads to read, and whether they will be changed. */
export interface WantedLeads {
  readonly leadIds: readonly string[];
  readonly lock: boolean;
}

/**
 * Reads the given leads with all that informs them in every CRM, locked where they will be changed. Leads whose records are all gone
 * come without a side.
 */
export async function evaluationInputs(
  queries: Queries,
  workspaceId: string,
  wanted: WantedLeads,
): Promise<readonly EvaluationInput[]> {
  const inputs = await leadsOf(queries, workspaceId, wanted);
  const byRecord = await addRecords(queries, workspaceId, inputs);
  await addRelated(queries, workspaceId, byRecord);
  await addActivities(queries, workspaceId, { inputs, byRecord });
  return [...inputs.values()];
}

type InputsByLead = ReadonlyMap<string, EvaluationInput>;
/** Sides by the name of the lead record. */
type SidesByRecord = ReadonlyMap<string, InputSide>;

async function leadsOf(
  queries: Queries,
  workspaceId: string,
  { leadIds, lock }: WantedLeads,
): Promise<InputsByLead> {
  const leads = await queries
    .selectFrom('leads')
    .select(['id', 'standing'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', sql<string>`any(${[...leadIds]}::bigint[])`)
    .orderBy('id')
    .$if(lock, (query) => query.forUpdate())
    .execute();
  const manual = await manualValuesOf(queries, workspaceId, leadIds);
  return new Map(
    leads.map(({ id, standing }) => [
      String(id),
      { leadId: String(id), standing, manual: manual.get(String(id)) ?? [], sides: new Map() },
    ]),
  );
}

interface RecordRow {
  readonly leadId: string;
  readonly connectionId: string;
  readonly object: string;
  readonly id: string;
  readonly fields: Fields;
  readonly modifiedAt: number;
  readonly baselineAt: number;
  readonly changed: Readonly<Record<string, number>>;
  readonly ourWrites: Readonly<Record<string, number>>;
  readonly desired: Fields | null;
  readonly state: DesiredState | null;
  readonly written: Fields | null;
  readonly writtenAt: number | null;
  readonly refused: Fields | null;
  readonly contested: Readonly<Record<string, Rewritten>> | null;
}

async function addRecords(
  queries: Queries,
  workspaceId: string,
  inputs: InputsByLead,
): Promise<SidesByRecord> {
  const found = await sql<RecordRow>`
    select links.lead_id as "leadId", links.connection_id as "connectionId", records.object, records.id, records.fields,
           records.modified_at as "modifiedAt", records.baseline_at as "baselineAt", records.changed,
           records.our_writes as "ourWrites",
           desired.fields as desired, desired.state, desired.written, desired.written_at as "writtenAt", desired.refused,
           desired.contested
    from links
    join records on records.connection_id = links.connection_id and records.object = links.object
      and records.id = links.record_id and records.gone_at is null
    left join desired on desired.connection_id = links.connection_id and desired.object = links.object
      and desired.record_id = links.record_id
    where links.workspace_id = ${workspaceId} and links.lead_id = any(${[...inputs.keys()]}::bigint[])
    order by links.connection_id, links.object, links.record_id`.execute(queries);
  const byRecord = new Map<string, InputSide>();
  for (const row of found.rows) {
    const input = inputs.get(String(row.leadId));
    if (input === undefined) continue;
    const side = sideOf(input, String(row.connectionId));
    side.linked.push(toLinked(row));
    byRecord.set(refOf({ ...row, connectionId: side.connectionId }), side);
  }
  return byRecord;
}

function sideOf({ sides }: EvaluationInput, connectionId: string): InputSide {
  const known = sides.get(connectionId);
  if (known !== undefined) return known;
  const side: InputSide = { connectionId, linked: [], related: new Map(), activities: [] };
  sides.set(connectionId, side);
  return side;
}

function toLinked(row: RecordRow): LinkedRecord {
  const { object, id, fields, modifiedAt, baselineAt, changed, ourWrites } = row;
  const { desired, state, written, writtenAt, refused, contested } = row;
  const record = { object, id, fields, modifiedAt, baselineAt, changed, ourWrites };
  if (desired === null || state === null) return { record, desire: null };
  return {
    record,
    desire: {
      fields: desired,
      state,
      written,
      writtenAt,
      refused: refused ?? {},
      contested: contested ?? {},
    },
  };
}

async function addRelated(queries: Queries, workspaceId: string, byRecord: SidesByRecord): Promise<void> {
  const { connections, objects, ids } = split(byRecord);
  const found = await sql<LeadPart & { object: string; id: string; fields: Fields; modifiedAt: number }>`
    select lead.connection as "connectionId", lead.object as "leadObject", lead.id as "leadRecord",
           records.object, records.id, records.fields, records.modified_at as "modifiedAt"
    from unnest(${connections}::bigint[], ${objects}::text[], ${ids}::text[]) as lead(connection, object, id)
    join associations on associations.connection_id = lead.connection
      and associations.lead_object = lead.object and associations.lead_record_id = lead.id
    join records on records.connection_id = associations.connection_id and records.object = associations.object
      and records.id = associations.record_id and records.gone_at is null
    where associations.workspace_id = ${workspaceId}
      and not exists (select from activities where activities.connection_id = records.connection_id
        and activities.object = records.object and activities.record_id = records.id)
    order by records.object, records.id`.execute(queries);
  for (const row of found.rows) {
    const related = byRecord.get(leadRef(row))?.related;
    const record = { object: row.object, id: row.id, fields: row.fields, modifiedAt: row.modifiedAt };
    const list = related?.get(row.object);
    if (list === undefined) related?.set(row.object, [record]);
    else if (!list.some(({ id }) => id === record.id)) list.push(record);
  }
}

interface LeadPart {
  readonly connectionId: string;
  readonly leadObject: string;
  readonly leadRecord: string;
}

function leadRef({ connectionId, leadObject, leadRecord }: LeadPart): string {
  return refOf({ connectionId: String(connectionId), object: leadObject, id: leadRecord });
}

/**
 * Activities of the lead records themselves, those of activity records associated with them, and what the totals of a record had shown
 * that goes on as another one: it is what the person did.
 */
async function addActivities(
  queries: Queries,
  workspaceId: string,
  { inputs, byRecord }: { inputs: InputsByLead; byRecord: SidesByRecord },
): Promise<void> {
  const { connections, objects, ids } = split(byRecord);
  const lead = sql`unnest(${connections}::bigint[], ${objects}::text[], ${ids}::text[]) as lead(connection, object, id)`;
  const found = await sql<LeadPart & { activity: Activity; key: string }>`
    select lead.connection as "connectionId", lead.object as "leadObject", lead.id as "leadRecord", activities.activity,
      activities.object || '/' || activities.record_id || '/' || activities.key as key
    from ${lead} join activities on activities.connection_id = lead.connection
      and activities.object = lead.object and activities.record_id = lead.id
    where activities.workspace_id = ${workspaceId}
    union all
    select lead.connection, lead.object, lead.id, activities.activity,
      activities.object || '/' || activities.record_id || '/' || activities.key
    from ${lead} join associations on associations.connection_id = lead.connection
      and associations.lead_object = lead.object and associations.lead_record_id = lead.id
    join activities on activities.connection_id = associations.connection_id
      and activities.object = associations.object and activities.record_id = associations.record_id
    where activities.workspace_id = ${workspaceId}`.execute(queries);
  const seen = new Map<InputSide, Set<string>>();
  for (const row of found.rows) {
    const side = byRecord.get(leadRef(row));
    if (side === undefined) continue;
    const keys = seen.get(side) ?? new Set();
    seen.set(side, keys);
    if (!keys.has(row.key)) side.activities.push(row.activity);
    keys.add(row.key);
  }
  await addInherited(queries, workspaceId, inputs);
}

/** Two records of one CRM may be told of the same meeting: it counts once. */
async function addInherited(queries: Queries, workspaceId: string, inputs: InputsByLead): Promise<void> {
  const found = await sql<{ leadId: string; connectionId: string; activity: Activity }>`
    select links.lead_id as "leadId", links.connection_id as "connectionId", activities.activity
    from links join records on records.connection_id = links.connection_id and records.object = links.object
      and records.id = links.record_id and records.gone_at is not null
      and (records.merged_into is not null or records.converted_into is not null)
    join activities on activities.connection_id = links.connection_id and activities.object = links.object
      and activities.record_id = links.record_id
    where links.workspace_id = ${workspaceId} and links.lead_id = any(${[...inputs.keys()]}::bigint[])`.execute(
    queries,
  );
  for (const { leadId, connectionId, activity } of found.rows)
    inputs.get(String(leadId))?.sides.get(String(connectionId))?.activities.push(activity);
}

interface SplitRefs {
  readonly connections: string[];
  readonly objects: string[];
  readonly ids: string[];
}

function split(byRecord: SidesByRecord): SplitRefs {
  const refs: PlacedRef[] = [...byRecord].flatMap(([, { connectionId, linked }]) =>
    linked.map(({ record }) => ({ connectionId, object: record.object, id: record.id })),
  );
  const distinct = [...new Map(refs.map((ref) => [refOf(ref), ref])).values()];
  return {
    connections: distinct.map(({ connectionId }) => connectionId),
    objects: distinct.map(({ object }) => object),
    ids: distinct.map(({ id }) => id),
  };
}
