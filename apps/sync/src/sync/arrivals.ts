import type { CrmRecord } from '@tamis/adapter';
import {
  markSeen,
  type RecordToStore,
  type StoredRecord,
  saveRecords,
  storedRecords,
} from '../store/records.ts';
import type { Queries } from '../store/schema.ts';
import { type Arrival, classify } from './classify.ts';
import type { RunContext } from './context.ts';
import { sameIn } from './same.ts';

/** A record of a page beside what was known of it. */
export interface Arrived {
  readonly record: CrmRecord;
  readonly stored: StoredRecord | undefined;
  readonly arrival: Arrival;
  /** True when this run has not counted it yet. */
  readonly first: boolean;
}

/** Counts of the distinct records of a page by what they were. */
export interface ArrivalCounts {
  readonly changed: number;
  readonly unchanged: number;
  readonly echoes: number;
}

/** Compares the records of a page with what is stored. */
export async function readArrivals(
  queries: Queries,
  context: RunContext,
  { object, records }: { object: string; records: readonly CrmRecord[] },
): Promise<readonly Arrived[]> {
  const known = await storedRecords(queries, context.scope, { object, ids: records.map(({ id }) => id) });
  const same = sameIn(context, object);
  return records.map((record) => {
    const stored = known.get(record.id);
    return {
      record,
      stored,
      arrival: classify(record, stored, same),
      first: stored?.seenRun !== context.runId,
    };
  });
}

/** Stores what arrived: changes and echoes in full, the rest as seen. `signalsOf` gives the running totals to compare with next time. */
export async function saveArrivals(
  queries: Queries,
  context: RunContext,
  {
    object,
    arrived,
    signalsOf,
  }: {
    object: string;
    arrived: readonly Arrived[];
    signalsOf: (arrived: Arrived) => RecordToStore['signals'];
  },
): Promise<ArrivalCounts> {
  const scope = context.scope;
  const { runId } = context;
  const toStore = arrived.filter(({ arrival }) => arrival !== 'unchanged');
  await saveRecords(queries, scope, {
    object,
    runId,
    records: toStore.map((one) => ({ record: one.record, echoAt: null, signals: signalsOf(one) })),
  });
  const seen = arrived.filter(({ arrival, first }) => arrival === 'unchanged' && first);
  await markSeen(queries, scope, { object, runId, ids: seen.map(({ record }) => record.id) });
  return countArrivals(arrived.filter(({ first }) => first));
}

function countArrivals(arrived: readonly Arrived[]): ArrivalCounts {
  const of = (arrival: Arrival) => arrived.filter((one) => one.arrival === arrival).length;
  return { changed: of('changed'), unchanged: of('unchanged'), echoes: of('echo') };
}
