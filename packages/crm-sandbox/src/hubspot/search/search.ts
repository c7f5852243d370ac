import type { HubSpotAccount } from '../account.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { namesToReturn, type PresentedRecord, present } from '../records/present.ts';
import { candidatesOf } from './candidates.ts';
import { comparable, compareValues } from './comparable.ts';
import { compileFilter, type Predicate } from './filter.ts';
import type { Filter, SearchRequest, SearchSort } from './request.ts';
import { matchesQuery } from './tokens.ts';

export interface SearchPage {
  readonly total: number;
  readonly results: readonly PresentedRecord[];
  readonly paging?: { readonly next: { readonly after: string } };
}

/** Answers a search from the index, as it stands at the account's present time. */
export function search(account: HubSpotAccount, store: ObjectStore, request: SearchRequest): SearchPage {
  store.index.settle(account.clock.now());
  const found = matchingRows(account, store, request);
  const end = request.offset + request.limit;
  const names = namesToReturn(store, request.properties);
  const view = { names, source: store.index };
  const page = Array.from(found.subarray(request.offset, end), (row) => present(store, row, view));
  const more = end < found.length;
  return {
    total: found.length,
    results: page,
    ...(more ? { paging: { next: { after: String(end) } } } : {}),
  };
}

/** Every matching row, in the order asked for. */
function matchingRows(account: HubSpotAccount, store: ObjectStore, request: SearchRequest): Uint32Array {
  const [only, ...others] = request.groups;
  const oneGroup = others.length === 0;
  const { rows, order, rest } = candidatesOf(store, oneGroup ? (only ?? []) : []);
  const test = testOf(account, store, { request, rest: oneGroup ? [rest] : request.groups });
  const passing = test === null ? rows : rows.filter(test);
  return sorted(store, passing, { order, sort: request.sort });
}

function testOf(
  account: HubSpotAccount,
  store: ObjectStore,
  asked: { request: SearchRequest; rest: readonly (readonly Filter[])[] },
): Predicate | null {
  const groups = asked.rest.map((filters) => filters.map((filter) => compileFilter(account, store, filter)));
  const tests: Predicate[] = [];
  if (groups.some((group) => group.length > 0))
    tests.push((row) => groups.some((group) => group.every((test) => test(row))));
  const { query } = asked.request;
  if (query !== null && query !== '') tests.push((row) => matchesQuery(searchableTexts(store, row), query));
  return tests.length === 0 ? null : (row) => tests.every((test) => test(row));
}

function searchableTexts(store: ObjectStore, row: number): string[] {
  return store.type.searchable.map((name) => store.index.value(row, name) ?? '');
}

/** Without a sort, results come in the order of creation. */
function sorted(
  store: ObjectStore,
  rows: Uint32Array,
  wanted: { order: 'id' | 'modified'; sort: SearchSort | null },
): Uint32Array {
  const property = wanted.sort?.property ?? 'hs_object_id';
  const descending = wanted.sort?.descending ?? false;
  const already =
    property === 'hs_object_id' ? 'id' : property === store.type.modifiedProperty ? 'modified' : null;
  if (already === wanted.order) return descending ? rows.slice().reverse() : rows;
  if (already === 'id') return descending ? rows.slice().sort().reverse() : rows.slice().sort();
  return sortedBy(store, rows, { property, descending });
}

function sortedBy(store: ObjectStore, rows: Uint32Array, sort: SearchSort): Uint32Array {
  const { of } = comparable(store, sort.property);
  const direction = sort.descending ? -1 : 1;
  const keyed = Array.from(rows, (row) => ({ row, key: of(row) }));
  keyed.sort((a, b) => direction * compareValues(a.key, b.key) || store.index.breakTie(a.row, b.row));
  return Uint32Array.from(keyed, ({ row }) => row);
}
