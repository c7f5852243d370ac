import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { checked, integerParameter } from '../body.ts';
import { validationFailed } from '../errors.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { offsetPage } from '../records/offsetPage.ts';
import type { StoredRecord } from '../records/record.ts';
import { presentLead } from './present.ts';

/**
 * Leads in pages by offset: https://developers.pipedrive.com/docs/api/v1/Leads. Archived ones have an address of their own, which
 * does not know `updated_since`.
 */
export function listLeads(
  account: PipedriveAccount,
  request: HttpRequest,
  { archived }: { readonly archived: boolean },
): HttpReply {
  const store = account.store('leads');
  const updatedSince = archived ? null : request.query.get('updated_since');
  const fits = fitting(account, request.query, updatedSince);
  const all = sorted(store, request.query.get('sort')).filter(
    (record) => (record.values.is_archived === true) === archived && fits(record),
  );
  return offsetPage(request.query, all, (record) => presentLead(account, record));
}

const sinceSchema = z.object({
  updated_since: z.iso.datetime({ offset: true, error: 'not a valid datetime' }),
});

/** The instant that v1 lists begin at, inclusive: any ISO 8601; throws the 400 for anything else. */
function readUpdatedSince(text: string): number {
  return Date.parse(checked({ updated_since: text }, sinceSchema).updated_since);
}

function fitting(
  account: PipedriveAccount,
  query: URLSearchParams,
  updatedSince: string | null,
): (record: StoredRecord) => boolean {
  const filterId = integerParameter(query, 'filter_id');
  if (filterId !== undefined) {
    const shown = account.savedFilter('leads', filterId);
    return ({ state, id }) => state === 'live' && shown.has(String(id));
  }
  const from = updatedSince === null ? 0 : readUpdatedSince(updatedSince);
  const equal = account.store('leads').type.filters.map((name) => [name, query.get(name)] as const);
  return ({ state, updateTime, values }) =>
    state === 'live' &&
    updateTime >= from &&
    equal.every(([name, value]) => value === null || String(values[name]) === value);
}

/** `sort` names a field and, after a space, a direction. */
function sorted(store: ObjectStore, sort: string | null): readonly StoredRecord[] {
  const [key = 'id', direction = 'ASC'] = (sort ?? 'id').trim().split(/\s+/);
  const order = store.order(key);
  if (order === undefined) throw validationFailed(`sort: Cannot sort by ${key}`);
  return direction.toUpperCase() === 'DESC' ? order.records().toReversed() : order.records();
}
