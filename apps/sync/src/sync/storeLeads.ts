import type { CrmRecord, ObjectCapability } from '@tamis/adapter';
import { deriveActivities, mergeSnapshots, type SignalSnapshot } from '@tamis/mapping';
import { saveActivities } from '../store/activities.ts';
import { replaceAssociations } from '../store/associations.ts';
import { storedRecords } from '../store/records.ts';
import { addProblems } from '../store/runs.ts';
import type { Queries } from '../store/schema.ts';
import { type ArrivalCounts, type Arrived, readArrivals, saveArrivals } from './arrivals.ts';
import type { RunContext } from './context.ts';

/** What a stored page of lead records leaves to do. */
export interface StoredLeads {
  readonly counts: ArrivalCounts;
  /** Records that are not as they were. */
  readonly changed: readonly CrmRecord[];
  /** Records whose leads are to be judged again. */
  readonly ids: readonly string[];
}

/** Stores a page of lead records: observed values, associations, and the activities their totals show. */
export async function storeLeads(
  queries: Queries,
  context: RunContext,
  { object, records }: { object: ObjectCapability; records: readonly CrmRecord[] },
): Promise<StoredLeads> {
  const arrived = await readArrivals(queries, context, { object: object.name, records });
  const before = await snapshotsBefore(queries, context, { object: object.name, arrived });
  const signals = new Map(
    arrived.map(({ record }) => [
      record.id,
      deriveActivities(record, before.get(record.id) ?? null, context.mapping),
    ]),
  );
  const counts = await saveArrivals(queries, context, {
    object: object.name,
    arrived,
    signalsOf: ({ record }) => signals.get(record.id)?.snapshot ?? null,
  });
  const moved = await storeAssociations(queries, context, { object, records });
  const activities = [...signals].flatMap(([recordId, derived]) =>
    derived.activities.map((activity) => ({ recordId, ...activity })),
  );
  const problems = [...signals.values()].flatMap((derived) => derived.problems);
  await addProblems(queries, { ...context.scope, runId: context.runId }, problems);
  await saveActivities(queries, context.scope, { object: object.name, activities });
  const changed = arrived.filter(({ arrival }) => arrival === 'changed').map(({ record }) => record);
  return { counts, changed, ids: [...new Set([...changed.map(({ id }) => id), ...moved])] };
}

/** The totals each record was last seen with; totals of records merged into it since are its own now, and nothing new. */
async function snapshotsBefore(
  queries: Queries,
  context: RunContext,
  { object, arrived }: { object: string; arrived: readonly Arrived[] },
): Promise<ReadonlyMap<string, SignalSnapshot>> {
  const ids = arrived.flatMap(({ record }) => record.mergedIds ?? []);
  const merged = ids.length === 0 ? new Map() : await storedRecords(queries, context.scope, { object, ids });
  return new Map(
    arrived.flatMap(({ record, stored }) => {
      const losers = (record.mergedIds ?? [])
        .map((id) => merged.get(id))
        .filter((loser) => loser && !loser.gone);
      const snapshots = [stored, ...losers].flatMap((one) => one?.signals ?? []);
      return snapshots.length === 0 ? [] : [[record.id, snapshots.reduce(mergeSnapshots)] as const];
    }),
  );
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
