import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { validationFailed } from '../errors.ts';
import { writeCursor } from './cursor.ts';
import { readIncludeFields } from './includeFields.ts';
import { type ListQuery, readCustomFields, readListQuery } from './listQuery.ts';
import type { ObjectStore } from './objectStore.ts';
import { readPage } from './page.ts';
import { presentV2 } from './present.ts';
import type { StoredRecord } from './record.ts';
import type { Position } from './recordOrder.ts';
import { isKept } from './remove.ts';

/** A page of records: https://pipedrive.readme.io/docs/core-api-concepts-pagination. Archived deals have a list of their own. */
export function listRecords(
  account: PipedriveAccount,
  store: ObjectStore,
  { request, archived = false }: { readonly request: HttpRequest; readonly archived?: boolean },
): HttpReply {
  const query = readListQuery(store.type, request.query);
  const customFields = readCustomFields(request.query);
  const extrasOf = readIncludeFields(account, store, request.query);
  const { records, next } = pageOf(account, store, { ...query, archived });
  const data = records.map((record) => presentV2(store, record, { customFields, extras: extrasOf(record) }));
  return {
    status: 200,
    json: { success: true, data, additional_data: { next_cursor: cursorTo(store, query, next) } },
  };
}

/** A query of the list of what is archived, or of what is not. */
interface ShelfQuery extends ListQuery {
  readonly archived: boolean;
}

function pageOf(account: PipedriveAccount, store: ObjectStore, query: ShelfQuery) {
  const order = orderOf(store, query);
  if (
    query.cursor !== null &&
    (query.cursor.field !== query.sortBy || query.cursor.sortDirection !== query.direction)
  )
    throw validationFailed('cursor: The cursor belongs to a list sorted another way');
  const { direction, limit } = query;
  return readPage(order, { direction, limit, from: startOf(query), fits: fitting(account, store, query) });
}

function orderOf(store: ObjectStore, { sortBy }: ListQuery) {
  const order = store.order(sortBy);
  if (order === undefined) throw validationFailed(`sort_by: Cannot sort by ${sortBy}`);
  return order;
}

/** A list by time can begin where the time asked for begins. */
function startOf({ cursor, sortBy, direction, updatedSince }: ListQuery): Position | null {
  if (cursor !== null) return cursor.position;
  if (sortBy !== 'update_time' || direction !== 'asc' || updatedSince === null) return null;
  return { value: updatedSince, order: 0 };
}

function cursorTo(
  store: ObjectStore,
  { sortBy, direction }: ListQuery,
  next: StoredRecord | null,
): string | null {
  const position = next === null ? undefined : store.order(sortBy)?.positionOf(next);
  if (position === undefined) return null;
  return writeCursor({ field: sortBy, sortDirection: direction, position });
}

/** What a list shows: a saved filter overrides everything else that was asked for. */
function fitting(
  account: PipedriveAccount,
  store: ObjectStore,
  query: ShelfQuery,
): (record: StoredRecord) => boolean {
  if (query.filterId !== null) {
    const shown = account.savedFilter(store.type.name, query.filterId);
    return (record) => record.state === 'live' && shown.has(String(record.id));
  }
  const personId = query.dealId === null ? null : account.store('deals').find(query.dealId)?.values.person_id;
  return (record) =>
    isShown(account, record, query) &&
    (personId === null || record.id === personId) &&
    (query.ids === null || query.ids.has(String(record.id))) &&
    (query.updatedSince === null || record.updateTime >= query.updatedSince) &&
    (query.updatedUntil === null || record.updateTime <= query.updatedUntil) &&
    query.equal.every(
      ([name, value]) => String(record.values[name] ?? store.type.attributes[name]) === value,
    );
}

/** Live records; deleted ones only where deals are asked for by that status, for 30 days. */
function isShown(
  account: PipedriveAccount,
  record: StoredRecord,
  { statuses, archived }: ShelfQuery,
): boolean {
  if (record.state === 'deleted')
    return statuses?.includes('deleted') === true && isKept(record, account.now());
  if (record.state !== 'live' || (record.values.is_archived === true) !== archived) return false;
  return statuses === null || statuses.includes(String(record.values.status ?? 'open'));
}
