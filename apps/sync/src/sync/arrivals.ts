import type { CrmRecord } from '@tamis/adapter';
import { pastStagesOf, trackedFields } from '@tamis/mapping';
import { saveRewritten } from '../store/desired.ts';
import { savePastStages } from '../store/pastStages.ts';
import {
  ledgersOf,
  markSeen,
  type RecordToStore,
  type StoredRecord,
  saveRecords,
  storedRecords,
} from '../store/records.ts';
import { addProblems } from '../store/runs.ts';
import type { Queries, Rewritten } from '../store/schema.ts';
import { type Classified, classify, differentFields } from './classify.ts';
import type { RunContext } from './context.ts';
import { isContested, rewrittenFields } from './rewritten.ts';
import { sameIn } from './same.ts';
import { changeAfter } from './stamps.ts';

/** A record of a page beside what was known of it. */
export interface Arrived extends Classified {
  readonly record: CrmRecord;
  readonly stored: StoredRecord | undefined;
  /** True when this run has not counted it yet. */
  readonly first: boolean;
  readonly rewritten: Readonly<Record<string, Rewritten>>;
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
  const compared = records.map((record) => {
    const stored = known.get(record.id);
    return { record, stored, different: differentFields(record, stored, same) };
  });
  const ids = compared.filter(({ different }) => different.length > 0).map(({ record }) => record.id);
  const ledgers = await ledgersOf(queries, context.scope, { object, ids });
  return compared.map((one) => {
    const { record, stored } = one;
    const ledger = ledgers.get(record.id);
    const classified = classify({ ...one, ledger }, same);
    const rewritten = rewrittenFields(record, { stored, ledger }, { foreign: classified.foreign, same });
    return { record, stored, ...classified, rewritten, first: stored?.seenRun !== context.runId };
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
  const tracked = trackedFields(context.mapping, object);
  await saveRecords(queries, scope, {
    object,
    runId,
    records: toStore.map((one) => ({
      record: one.record,
      echoAt: null,
      signals: signalsOf(one),
      changed: changesOf(one, tracked),
      ours: Object.fromEntries(one.ours.map((field) => [field, one.record.modifiedAt])),
    })),
  });
  const past = arrived.map(({ record }) => ({
    recordId: record.id,
    stages: pastStagesOf(record, context.mapping),
  }));
  await savePastStages(queries, scope, { object, past });
  const seen = arrived.filter(({ arrival, first }) => arrival === 'unchanged' && first);
  await markSeen(queries, scope, { object, runId, ids: seen.map(({ record }) => record.id) });
  await noteRewritten(queries, context, { object, arrived });
  return countArrivals(arrived.filter(({ first }) => first));
}

/** A field's change is dated by the modification with which it came: no CRM tells more of every field. */
function changesOf(
  { record, stored, foreign }: Arrived,
  tracked: ReadonlySet<string>,
): RecordToStore['changed'] {
  const at = (field: string) => changeAfter(stored?.ourWrites[field], record.modifiedAt);
  return Object.fromEntries(foreign.filter((field) => tracked.has(field)).map((field) => [field, at(field)]));
}

/** Counts what rewrites our values, and says so once it is clear that something does. */
async function noteRewritten(
  queries: Queries,
  { scope, runId }: RunContext,
  { object, arrived }: { object: string; arrived: readonly Arrived[] },
): Promise<void> {
  const rewritten = arrived.filter((one) => Object.keys(one.rewritten).length > 0);
  if (rewritten.length === 0) return;
  await saveRewritten(queries, scope, {
    object,
    rewritten: rewritten.map((one) => ({ recordId: one.record.id, fields: one.rewritten })),
  });
  const problems = rewritten.flatMap(({ record, rewritten: fields }) =>
    Object.entries(fields)
      .filter(([, one]) => isContested(one))
      .map(([field]) => ({
        object,
        recordId: record.id,
        code: 'field-contested',
        message: `Something in the CRM, a workflow perhaps, rewrites ${field} each time we wrote it. We write it no more on this record; end the rewriting and retry the record.`,
      })),
  );
  await addProblems(queries, { ...scope, runId }, problems);
}

function countArrivals(arrived: readonly Arrived[]): ArrivalCounts {
  const of = (arrival: Classified['arrival']) => arrived.filter((one) => one.arrival === arrival).length;
  return { changed: of('changed'), unchanged: of('unchanged'), echoes: of('echo') };
}
