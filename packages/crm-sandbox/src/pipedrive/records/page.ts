import type { StoredRecord } from './record.ts';
import type { Position, RecordOrder } from './recordOrder.ts';

/** Which stretch of an order to read. */
interface PageRequest {
  readonly direction: 'asc' | 'desc';
  /** The first record's place; `null` begins at the end of the order that the direction starts from. */
  readonly from: Position | null;
  readonly limit: number;
  readonly fits: (record: StoredRecord) => boolean;
}

/** Some records, and the first one after them. */
export interface Page {
  readonly records: readonly StoredRecord[];
  readonly next: StoredRecord | null;
}

/** The next `limit` records that fit, from a place in either direction. */
export function readPage(order: RecordOrder, { direction, from, limit, fits }: PageRequest): Page {
  const all = order.records();
  const step = direction === 'asc' ? 1 : -1;
  const found: StoredRecord[] = [];
  for (let at = startOf(order, direction, from); at >= 0 && at < all.length; at += step) {
    const record = all[at];
    if (record === undefined || !fits(record)) continue;
    if (found.length === limit) return { records: found, next: record };
    found.push(record);
  }
  return { records: found, next: null };
}

function startOf(order: RecordOrder, direction: 'asc' | 'desc', from: Position | null): number {
  if (direction === 'asc') return from === null ? 0 : order.countBefore(from);
  if (from === null) return order.records().length - 1;
  return order.countBefore({ value: from.value, order: from.order + 1 }) - 1;
}
