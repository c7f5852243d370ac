import type { StoredRecord } from './record.ts';

/** What records are sorted by; `null` comes first. */
export type SortValue = number | string | null;

/** A place in an order: the value sorted by, then the order of creation. */
export interface Position {
  readonly value: SortValue;
  readonly order: number;
}

/** Records in ascending order of one value, sorted again when someone reads them after a change. */
export class RecordOrder {
  readonly #valueOf: (record: StoredRecord) => SortValue;
  #sorted: StoredRecord[] = [];
  #stale = false;

  constructor(sortValueOf: (record: StoredRecord) => SortValue) {
    this.#valueOf = sortValueOf;
  }

  add(record: StoredRecord): void {
    this.#sorted.push(record);
    this.#stale = true;
  }

  changed(): void {
    this.#stale = true;
  }

  /** All records, ascending. Do not keep it. */
  records(): readonly StoredRecord[] {
    if (this.#stale) this.#sorted.sort((a, b) => comparePositions(this.positionOf(a), this.positionOf(b)));
    this.#stale = false;
    return this.#sorted;
  }

  positionOf(record: StoredRecord): Position {
    return { value: this.#valueOf(record), order: record.order };
  }

  /** How many records come before a position. */
  countBefore(position: Position): number {
    const records = this.records();
    let low = 0;
    let high = records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const record = records[middle];
      if (record !== undefined && comparePositions(this.positionOf(record), position) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function comparePositions(a: Position, b: Position): number {
  return compareValues(a.value, b.value) || a.order - b.order;
}

function compareValues(a: SortValue, b: SortValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return String(a) < String(b) ? -1 : 1;
}
