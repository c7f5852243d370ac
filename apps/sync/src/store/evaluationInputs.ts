import type { CrmRecord, Fields } from '@tamis/adapter';
import type { Activity, Standing } from '@tamis/core';
import { sql } from 'kysely';
import type { DesiredState, Queries, Scope } from './schema.ts';

/** What was wanted of a record so far. */
export interface PriorDesire {
  readonly fields: Fields;
  readonly state: DesiredState;
  readonly written: Fields | null;
  readonly writtenAt: number | null;
  /** Values that the CRM did not take: not tried again until another value is wanted. */
  readonly refused: Fields;
}

/** A lead record with the desire that stands for it. */
export interface LinkedRecord {
  readonly record: CrmRecord;
  readonly desire: PriorDesire | null;
}

/** Everything that the verdict about one lead rests on. */
export interface EvaluationInput {
  readonly leadId: string;
  readonly standing: Standing | null;
  readonly linked: LinkedRecord[];
  /** Records of companies and deals, by object. */
  readonly related: Map<string, CrmRecord[]>;
  readonly activities: Activity[];
}

/** Reads the given leads with all that informs them, locked where they will be changed. Leads whose records are all gone come with no `linked` record. */
export async function evaluationInputs(
  queries: Queries,
  scope: Scope,
  wanted: { readonly leadIds: readonly string[]; readonly lock: boolean },
): Promise<readonly EvaluationInput[]> {
  const inputs = await leadsOf(queries, scope, wanted);
  const byRecord = await addRecords(queries, scope, inputs);
  await addRelated(queries, scope, byRecord);
  await addActivities(queries, scope, byRecord);
  return [...inputs.values()];
}

type InputsByLead = ReadonlyMap<string, EvaluationInput>;
/** Inputs by `object/id` of the lead record. */
type InputsByRecord = ReadonlyMap<string, EvaluationInput>;

async function leadsOf(
  queries: Queries,
  scope: Scope,
  { leadIds, lock }: { readonly leadIds: readonly string[]; readonly lock: boolean },
): Promise<InputsByLead> {
  const leads = await queries
    .selectFrom('leads')
    .select(['id', 'standing'])
    .where('workspace_id', '=', scope.workspaceId)
    .where('id', '=', sql<string>`any(${[...leadIds]}::bigint[])`)
    .orderBy('id')
    .$if(lock, (query) => query.forUpdate())
    .execute();
  return new Map(
    leads.map(({ id, standing }) => [
      String(id),
      { leadId: String(id), standing, linked: [], related: new Map(), activities: [] },
    ]),
  );
}

async function addRecords(queries: Queries, scope: Scope, inputs: InputsByLead): Promise<InputsByRecord> {
  const found = await sql<{
    lead_id: string;
    object: string;
    id: string;
    fields: Fields;
    modified_at: number;
    desired: Fields | null;
    state: DesiredState | null;
    written: Fields | null;
    written_at: number | null;
    refused: Fields | null;
  }>`
    select links.lead_id, records.object, records.id, records.fields, records.modified_at,
           desired.fields as desired, desired.state, desired.written, desired.written_at, desired.refused
    from links
    join records on records.connection_id = links.connection_id and records.object = links.object
      and records.id = links.record_id and records.gone_at is null
    left join desired on desired.connection_id = links.connection_id and desired.object = links.object
      and desired.record_id = links.record_id
    where links.workspace_id = ${scope.workspaceId} and links.connection_id = ${scope.connectionId}
      and links.lead_id = any(${[...inputs.keys()]}::bigint[])
    order by links.object, links.record_id`.execute(queries);
  const byRecord = new Map<string, EvaluationInput>();
  for (const row of found.rows) {
    const input = inputs.get(String(row.lead_id));
    if (!input) continue;
    const desire =
      row.desired && row.state
        ? {
            fields: row.desired,
            state: row.state,
            written: row.written,
            writtenAt: row.written_at,
            refused: row.refused ?? {},
          }
        : null;
    input.linked.push({
      record: { object: row.object, id: row.id, fields: row.fields, modifiedAt: row.modified_at },
      desire,
    });
    byRecord.set(`${row.object}/${row.id}`, input);
  }
  return byRecord;
}

async function addRelated(queries: Queries, scope: Scope, inputs: InputsByRecord): Promise<void> {
  const { objects, ids } = split(inputs);
  const found = await sql<{ lead: string; object: string; id: string; fields: Fields; modified_at: number }>`
    select associations.lead_object || '/' || associations.lead_record_id as lead,
           records.object, records.id, records.fields, records.modified_at
    from unnest(${objects}::text[], ${ids}::text[]) as lead(object, id)
    join associations on associations.connection_id = ${scope.connectionId}
      and associations.lead_object = lead.object and associations.lead_record_id = lead.id
    join records on records.connection_id = associations.connection_id and records.object = associations.object
      and records.id = associations.record_id and records.gone_at is null
    where associations.workspace_id = ${scope.workspaceId}
      and not exists (select from activities where activities.connection_id = records.connection_id
        and activities.object = records.object and activities.record_id = records.id)
    order by records.object, records.id`.execute(queries);
  for (const row of found.rows) {
    const related = inputs.get(row.lead)?.related;
    const record = { object: row.object, id: row.id, fields: row.fields, modifiedAt: row.modified_at };
    const list = related?.get(row.object);
    if (list) list.push(record);
    else related?.set(row.object, [record]);
  }
}

/** Activities of the lead records themselves, and those of activity records associated with them. */
async function addActivities(queries: Queries, scope: Scope, inputs: InputsByRecord): Promise<void> {
  const { objects, ids } = split(inputs);
  const found = await sql<{ lead: string; activity: Activity }>`
    select lead.object || '/' || lead.id as lead, activities.activity
    from unnest(${objects}::text[], ${ids}::text[]) as lead(object, id)
    join activities on activities.connection_id = ${scope.connectionId}
      and activities.object = lead.object and activities.record_id = lead.id
    where activities.workspace_id = ${scope.workspaceId}
    union all
    select lead.object || '/' || lead.id as lead, activities.activity
    from unnest(${objects}::text[], ${ids}::text[]) as lead(object, id)
    join associations on associations.connection_id = ${scope.connectionId}
      and associations.lead_object = lead.object and associations.lead_record_id = lead.id
    join activities on activities.connection_id = associations.connection_id
      and activities.object = associations.object and activities.record_id = associations.record_id
    where activities.workspace_id = ${scope.workspaceId}`.execute(queries);
  for (const row of found.rows) inputs.get(row.lead)?.activities.push(row.activity);
}

function split(inputs: InputsByRecord): { objects: string[]; ids: string[] } {
  const keys = [...inputs.keys()].map(
    (key) => [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)] as const,
  );
  return { objects: keys.map(([object]) => object), ids: keys.map(([, id]) => id) };
}
