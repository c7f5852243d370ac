import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { checked, integerParameter } from '../body.ts';
import { validationFailed } from '../errors.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import type { Json, StoredRecord } from '../records/record.ts';
import { presentLead } from './present.ts';

const MOST_RECORDS = 500;

/** Leads in pages by offset: https://developers.pipedrive.com/docs/api/v1/Leads. Archived ones have an address of their own. */
export function listLeads(
  account: PipedriveAccount,
  request: HttpRequest,
  { archived }: { readonly archived: boolean },
): HttpReply {
  const store = account.store('leads');
  const fits = fitting(account, request.query);
  const all = sorted(store, request.query.get('sort')).filter(
    (record) => (record.values.is_archived === true) === archived && fits(record),
  );
  return offsetPage(request.query, all, (record) => presentLead(account, record));
}

/** One page of a v1 list, with what its pagination says. */
export function offsetPage<T>(
  query: URLSearchParams,
  all: readonly T[],
  present: (each: T) => Json,
): HttpReply {
  const start = integerParameter(query, 'start') ?? 0;
  const limit = integerParameter(query, 'limit') ?? 100;
  if (limit < 1 || limit > MOST_RECORDS)
    throw validationFailed(`limit: must be between 1 and ${MOST_RECORDS}`);
  const more = start + limit < all.length;
  const pagination = {
    start,
    limit,
    more_items_in_collection: more,
    ...(more ? { next_start: start + limit } : {}),
  };
  const data = all.slice(start, start + limit).map(present);
  return { status: 200, json: { success: true, data, additional_data: { pagination } } };
}

const instant = z.iso.datetime({ offset: true, error: 'not a valid datetime' });

function fitting(account: PipedriveAccount, query: URLSearchParams): (record: StoredRecord) => boolean {
  const filterId = integerParameter(query, 'filter_id');
  if (filterId !== undefined) {
    const shown = account.savedFilter('leads', filterId);
    return ({ state, id }) => state === 'live' && shown.has(String(id));
  }
  const since = query.get('updated_since');
  const from =
    since === null
      ? 0
      : Date.parse(checked({ updated_since: since }, z.object({ updated_since: instant })).updated_since);
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
