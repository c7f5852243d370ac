import { sql } from 'kysely';
import type { Queries, Scope } from './schema.ts';

/** How well the stored records of an object fill a field, with one value. */
export interface FieldFill {
  readonly object: string;
  readonly field: string;
  /** 0 to 1. */
  readonly share: number;
  readonly sample: string | number | boolean | string[] | null;
}

/** Records looked at per object: enough for a share that a person reads. */
const LOOKED_AT = 2_000;

/** The fill rate of every field that was read, over the newest records of each object. */
export async function fieldFill(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
): Promise<ReadonlyMap<string, FieldFill>> {
  const found = await sql<FieldFill>`
    with objects as (select distinct object from records where workspace_id = ${workspaceId} and connection_id = ${connectionId}),
    looked as (select records.* from objects, lateral (select object, fields from records
      where workspace_id = ${workspaceId} and connection_id = ${connectionId} and object = objects.object
        and gone_at is null order by id limit ${LOOKED_AT}) as records),
    sizes as (select object, count(*) as records from looked group by object)
    select looked.object, field.key as field,
      count(*) filter (where field.value not in ('null', '""', '[]'))::float / max(sizes.records) as share,
      (array_agg(field.value) filter (where field.value not in ('null', '""', '[]')))[1] as sample
    from looked join sizes on sizes.object = looked.object, lateral jsonb_each(looked.fields) as field
    group by looked.object, field.key`.execute(queries);
  return new Map(found.rows.map((row) => [`${row.object}/${row.field}`, row]));
}
