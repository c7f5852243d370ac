import type { CrmRecord, ObjectCapability } from '@tamis/adapter';
import { deriveActivities } from '@tamis/mapping';
import { saveActivities } from '../store/activities.ts';
import { replaceAssociations } from '../store/associations.ts';
import { linkRecords, markDirty } from '../store/leads.ts';
import type { Queries } from '../store/schema.ts';
import { type ArrivalCounts, type Arrived, readArrivals, saveArrivals } from './arrivals.ts';
import type { RunContext } from './context.ts';

/** Stores a page of lead records: observed values, links, associations, and the activities their totals show. */
export async function storeLeads(
  queries: Queries,
  context: RunContext,
  { object, records }: { object: ObjectCapability; records: readonly CrmRecord[] },
): Promise<{ counts: ArrivalCounts; leadIds: readonly string[] }> {
  const arrived = await readArrivals(queries, context, { object: object.name, records });
  const signals = new Map(
    arrived.map(({ record, stored }) => [record.id, deriveActivities(record, stored?.signals ?? null, context.mapping)]),
  );
  const counts = await saveArrivals(queries, context, {
    object: object.name,
    arrived,
    signalsOf: ({ record }) => signals.get(record.id)?.snapshot ?? null,
  });
  await linkRecords(queries, context.scope, { object: object.name, records: changedOf(arrived).map(toLink) });
  const moved = await storeAssociations(queries, context, { object, records });
  const activities = [...signals].flatMap(([recordId, derived]) =>
    derived.activities.map(({ key, activity }) => ({ recordId, key, activity })),
  );
  await saveActivities(queries, context.scope, { object: object.name, activities });
  const ids = [...new Set([...changedOf(arrived).map(({ record }) => record.id), ...moved])];
  return { counts, leadIds: await markDirty(queries, context.scope, { object: object.name, ids }) };
}

function changedOf(arrived: readonly Arrived[]): readonly Arrived[] {
  return arrived.filter(({ arrival }) => arrival === 'changed');
}

function toLink({ record }: Arrived) {
  return { id: record.id, mergedIds: record.mergedIds ?? [] };
}

/** Returns the lead records whose associations changed. */
async function storeAssociations(
  queries: Queries,
  context: RunContext,
  { object, records }: { object: ObjectCapability; records: readonly CrmRecord[] },
): Promise<readonly string[]> {
  const moved: string[] = [];
  for (const related of object.associations) {
    const read = records.filter((record) => record.associations?.[related] !== undefined);
    if (read.length === 0) continue;
    const changed = await replaceAssociations(queries, context.scope, {
      leadObject: object.name,
      object: related,
      side: 'lead',
      ids: read.map(({ id }) => id),
      associations: read.flatMap(({ id, associations }) =>
        (associations?.[related] ?? []).map((recordId) => ({ leadRecordId: id, recordId })),
      ),
    });
    moved.push(...changed);
  }
  return moved;
}
