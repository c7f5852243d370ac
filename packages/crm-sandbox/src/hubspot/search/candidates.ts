import type { ObjectStore } from '../records/objectStore.ts';
import { comparable } from './comparable.ts';
import { bound } from './filter.ts';
import type { Filter } from './request.ts';

/** Rows that may pass, in the order of the index they come from, and the filters still to be tested on them. */
export interface Candidates {
  readonly rows: Uint32Array;
  readonly order: 'id' | 'modified';
  readonly rest: readonly Filter[];
}

/** A filter that cuts a range out of a sorted index. */
const RANGES = new Set<Filter['operator']>(['EQ', 'LT', 'LTE', 'GT', 'GTE', 'BETWEEN']);

/** The smallest stretch of an index that holds every record which the filters of one group let through. */
export function candidatesOf(store: ObjectStore, filters: readonly Filter[]): Candidates {
  const byId = cut(store, filters, 'id');
  if (!filters.some(({ propertyName }) => propertyName === store.type.modifiedProperty)) return byId;
  const byModified = cut(store, filters, 'modified');
  return byModified.rows.length <= byId.rows.length ? byModified : byId;
}

function cut(store: ObjectStore, filters: readonly Filter[], order: Candidates['order']): Candidates {
  const property = order === 'id' ? 'hs_object_id' : store.type.modifiedProperty;
  const ranges = filters.filter(
    ({ propertyName, operator }) => propertyName === property && RANGES.has(operator),
  );
  const rest = filters.filter((filter) => !ranges.includes(filter));
  const all = order === 'id' ? store.index.rowsById() : store.index.rowsByModified();
  const { table, index } = store;
  const key = order === 'id' ? (row: number) => table.id(row) : (row: number) => index.modifiedAt(row);
  const { from, to } = boundsOf(store, ranges);
  return { rows: all.subarray(firstFrom(all, key, from), firstFrom(all, key, to)), order, rest };
}

/** The half-open range [from, to) of whole numbers that all filters share. */
function boundsOf(store: ObjectStore, ranges: readonly Filter[]): { from: number; to: number } {
  let from = Number.NEGATIVE_INFINITY;
  let to = Number.POSITIVE_INFINITY;
  for (const filter of ranges) {
    const values = comparable(store, filter.propertyName);
    const value = Number(bound(values, filter, 'value'));
    const high = filter.operator === 'BETWEEN' ? Number(bound(values, filter, 'highValue')) : value;
    if (filter.operator === 'GT') from = Math.max(from, value + 1);
    else if (filter.operator !== 'LT' && filter.operator !== 'LTE') from = Math.max(from, value);
    if (filter.operator === 'LT') to = Math.min(to, value);
    else if (filter.operator !== 'GT' && filter.operator !== 'GTE') to = Math.min(to, high + 1);
  }
  return { from, to: Math.max(from, to) };
}

function firstFrom(rows: Uint32Array, key: (row: number) => number, wanted: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (key(rows[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
