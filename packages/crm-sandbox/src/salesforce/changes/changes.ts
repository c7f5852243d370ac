import type { HttpReply } from '../../http/exchange.ts';
import { badRequest } from '../errors.ts';
import type { SalesforceOrg } from '../org.ts';
import type { RecordStore } from '../records/recordStore.ts';
import type { Call } from '../routes/guarded.ts';
import { instantOf, instantText } from '../time.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Ids changed in a span of the last 30 days: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getupdated.htm */
export function updatedIds(org: SalesforceOrg, call: Call): HttpReply {
  const store = org.store(call.path.object ?? '');
  const span = readSpan(org, call, 30);
  const rows = rowsChanged(org, store, span).filter((row) => !isDeleted(store, row));
  refuseTooMany(org, rows.length);
  return {
    status: 200,
    json: { ids: rows.map((row) => store.id(row)), latestDateCovered: instantText(span.covered) },
  };
}

/** Records deleted in a span of the last 15 days: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getdeleted.htm */
export function deletedIds(org: SalesforceOrg, call: Call): HttpReply {
  const store = org.store(call.path.object ?? '');
  const span = readSpan(org, call, 15);
  const rows = rowsDeleted(store, span);
  refuseTooMany(org, rows.length);
  return {
    status: 200,
    json: {
      deletedRecords: rows.map((row) => ({
        id: store.id(row),
        deletedDate: instantText(store.table.archivedAt(row)),
      })),
      earliestDateAvailable: instantText(org.clock.now() - 15 * DAY),
      latestDateCovered: instantText(span.covered),
    },
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
  /** Up to here nothing can still become visible. */
  readonly covered: number;
}

/** Both ends are cut to the minute, as Salesforce does. */
function readSpan(org: SalesforceOrg, { request }: Call, days: number): Span {
  const read = (name: string) => {
    const at = instantOf((request.query.get(name) ?? '').replace(' ', '+'));
    if (at === null)
      throw badRequest('INVALID_REPLICATION_DATE', `${name} is no date with a time and a zone`);
    return Math.floor(at / MINUTE) * MINUTE;
  };
  const [from, to] = [read('start'), read('end')];
  const now = org.clock.now();
  if (from < now - days * DAY)
    throw badRequest('INVALID_REPLICATION_DATE', `startDate cannot be more than ${days} days ago`);
  if (to < from + MINUTE)
    throw badRequest(
      'INVALID_REPLICATION_DATE',
      'endDate must be at least one minute greater than startDate',
    );
  const { ms, jitterMs } = org.settings.commitLag;
  return { from, to, covered: Math.min(to, now - ms - jitterMs) };
}

function rowsChanged(org: SalesforceOrg, store: RecordStore, { from, to }: Span): number[] {
  const { index } = store;
  index.settle(org.clock.now());
  return [...index.rowsByModified()].filter(
    (row) => index.modifiedAt(row) >= from && index.modifiedAt(row) < to,
  );
}

/** Also those that have left the recycle bin. */
function rowsDeleted({ table }: RecordStore, { from, to }: Span): number[] {
  return Array.from({ length: table.size }, (_, row) => row).filter((row) => {
    const at = table.archivedAt(row);
    return table.state(row) !== 'live' && at >= from && at < to;
  });
}

function isDeleted(store: RecordStore, row: number): boolean {
  return store.index.value(row, 'IsDeleted') === 'true';
}

function refuseTooMany(org: SalesforceOrg, count: number): void {
  if (count > org.settings.limits.changeIds)
    throw badRequest('EXCEEDED_ID_LIMIT', 'Too many ids in the time span; ask for a shorter one');
}
