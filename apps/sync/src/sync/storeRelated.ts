import type { CrmRecord, ObjectCapability } from '@tamis/adapter';
import { activityOf } from '@tamis/mapping';
import { dropActivities, saveActivities } from '../store/activities.ts';
import { replaceAssociations } from '../store/associations.ts';
import { markDirty, markDirtyThrough } from '../store/leads.ts';
import { addProblems } from '../store/runs.ts';
import type { Queries } from '../store/schema.ts';
import { type ArrivalCounts, readArrivals, saveArrivals } from './arrivals.ts';
import { leadObjects, type RunContext } from './context.ts';

/** Stores a page of companies, deals or activity records, and marks the leads they inform. */
export async function storeRelated(
  queries: Queries,
  context: RunContext,
  { object, records }: { object: ObjectCapability; records: readonly CrmRecord[] },
): Promise<ArrivalCounts> {
  const arrived = await readArrivals(queries, context, { object: object.name, records });
  const counts = await saveArrivals(queries, context, {
    object: object.name,
    arrived,
    signalsOf: () => null,
  });
  const changed = arrived.filter(({ arrival }) => arrival === 'changed').map(({ record }) => record);
  if (object.role === 'activity') await storeActivities(queries, context, changed);
  await storeAssociations(queries, context, { object, records });
  await markDirtyThrough(queries, context.scope, { object: object.name, ids: changed.map(({ id }) => id) });
  return counts;
}

async function storeActivities(
  queries: Queries,
  context: RunContext,
  records: readonly CrmRecord[],
): Promise<void> {
  const object = records[0]?.object;
  if (object === undefined) return;
  const read = records.map((record) => ({ record, ...activityOf(record, context.mapping) }));
  const activities = read.flatMap(({ record, activity }) =>
    activity ? [{ recordId: record.id, key: 'record', activity }] : [],
  );
  await saveActivities(queries, context.scope, { object, activities });
  const none = read.filter(({ activity }) => !activity);
  await dropActivities(queries, context.scope, { object, ids: none.map(({ record }) => record.id) });
  await addProblems(
    queries,
    { ...context.scope, runId: context.runId },
    read.flatMap(({ problem }) => problem ?? []),
  );
}

async function storeAssociations(
  queries: Queries,
  context: RunContext,
  { object, records }: { object: ObjectCapability; records: readonly CrmRecord[] },
): Promise<void> {
  for (const leadObject of leadObjects(context.capabilities)) {
    const read = records.filter((record) => record.associations?.[leadObject] !== undefined);
    if (read.length === 0) continue;
    const moved = await replaceAssociations(queries, context.scope, {
      leadObject,
      object: object.name,
      side: 'related',
      ids: read.map(({ id }) => id),
      associations: read.flatMap(({ id, associations }) =>
        (associations?.[leadObject] ?? []).map((leadRecordId) => ({ leadRecordId, recordId: id })),
      ),
    });
    await markDirty(queries, context.scope, { object: leadObject, ids: moved });
  }
}
