import type { CrmRecord, ObjectCapability, PullPage, RecordGoneNotice, RecordRef } from '@tamis/adapter';
import { saveCursor } from '../store/cursors.ts';
import { markDirty, markDirtyThrough } from '../store/leads.ts';
import { addProblems } from '../store/runs.ts';
import type { Queries } from '../store/schema.ts';
import { inRunTransaction } from '../store/transaction.ts';
import type { ArrivalCounts } from './arrivals.ts';
import { workOf } from './callFloor.ts';
import type { RunContext } from './context.ts';
import { type NotedGone, noteGone } from './noteGone.ts';
import { linkArrivals } from './people/linkArrivals.ts';
import type { ReadPage } from './readPages.ts';
import { storeLeads } from './storeLeads.ts';
import { storeRelated } from './storeRelated.ts';

/** How many of a page's distinct records were what. */
interface PageCounts extends ArrivalCounts {
  readonly deleted: number;
  readonly unreadable: number;
}

/** What a stored page leaves to do: the leads to evaluate now, and the records that nothing may be written to any more. */
export interface StoredPage {
  readonly leadIds: readonly string[];
  readonly gone: readonly RecordRef[];
}

/** Stores a page and its cursor in one transaction: after a crash, either both are there or neither. */
export async function storePage(context: RunContext, page: ReadPage): Promise<StoredPage> {
  const { object } = page;
  const { counts, leadIds, gone } = await inRunTransaction(context.db, async (queries) => {
    const records = newestOfEach(page.records);
    const notices = [...page.gone, ...mergedAway(page)];
    const stored =
      object.role === 'lead'
        ? await storeLeadPage(queries, context, { object, records, notices })
        : await storeRelatedPage(queries, context, { object, records, notices });
    await addProblems(queries, { ...context.scope, runId: context.runId }, unreadableProblems(page));
    await saveCursor(queries, context.scope, { object: page.cursorName, cursor: page.cursor });
    return stored;
  });
  const deleted = gone.filter(({ counted }) => !counted).length;
  addToRun(context, object, { ...counts, deleted, unreadable: page.unreadable.length });
  return { leadIds, gone };
}

interface PageToStore {
  readonly object: ObjectCapability;
  readonly records: readonly CrmRecord[];
  readonly notices: readonly RecordGoneNotice[];
}

interface StoredRecords {
  readonly counts: ArrivalCounts;
  readonly leadIds: readonly string[];
  readonly gone: readonly NotedGone[];
}

/** Records and their leads; who is who is said last, since it makes other connections' pages wait. */
async function storeLeadPage(
  queries: Queries,
  context: RunContext,
  { object, records, notices }: PageToStore,
): Promise<StoredRecords> {
  const { counts, changed, ids } = await storeLeads(queries, context, { object, records });
  const gone = await noteGone(queries, context, notices);
  const moved = await linkArrivals(queries, context, { changed, gone: notices });
  const marked = { object: object.name, ids: [...ids, ...gone.map(({ id }) => id)] };
  const leadIds = await markDirty(queries, context.scope, marked);
  return { counts, gone, leadIds: [...new Set([...leadIds, ...moved])] };
}

async function storeRelatedPage(
  queries: Queries,
  context: RunContext,
  { object, records, notices }: PageToStore,
): Promise<StoredRecords> {
  const counts = await storeRelated(queries, context, { object, records });
  const gone = await noteGone(queries, context, notices);
  await markDirtyThrough(queries, context.scope, { object: object.name, ids: gone.map(({ id }) => id) });
  return { counts, gone, leadIds: [] };
}

function newestOfEach(records: readonly CrmRecord[]): readonly CrmRecord[] {
  const newest = new Map<string, CrmRecord>();
  for (const record of records) {
    const other = newest.get(record.id);
    if (!other || other.modifiedAt <= record.modifiedAt) newest.set(record.id, record);
  }
  return [...newest.values()];
}

/** Records that were merged into one of this page's: they vanish without a notice of their own. */
function mergedAway(page: PullPage): readonly RecordGoneNotice[] {
  return page.records.flatMap(({ object, id: mergedInto, mergedIds = [] }) =>
    mergedIds.filter((id) => id !== mergedInto).map((id) => ({ object, id, mergedInto })),
  );
}

function unreadableProblems(page: PullPage) {
  return page.unreadable.map(({ object, id, message }) => ({
    object,
    recordId: id,
    code: 'unreadable',
    message,
  }));
}

function addToRun(context: RunContext, object: ObjectCapability, page: PageCounts): void {
  const records = page.changed + page.unchanged + page.echoes + page.deleted + page.unreadable;
  if (object.role !== 'lead') {
    context.counts.related += records;
    return;
  }
  context.counts.pulled += records;
  workOf(context.work, object.name).pulled += records;
  context.counts.changed += page.changed;
  context.counts.unchanged += page.unchanged;
  context.counts.echoes += page.echoes;
  context.counts.deleted += page.deleted;
  context.counts.unreadable += page.unreadable;
}
