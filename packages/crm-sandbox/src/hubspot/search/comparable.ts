import type { ObjectStore } from '../records/objectStore.ts';
import { presentedValue } from '../records/present.ts';
import { parseInstant } from '../time.ts';

/** How the values of a property compare: as numbers (numbers, dates, ids) or as texts. */
export interface Comparable {
  readonly kind: 'number' | 'text';
  /** The value of a row as the index knows it; `null` where there is none. */
  readonly of: (row: number) => number | string | null;
  /** A filter's value on the same scale; `null` where it makes no sense there. */
  readonly read: (text: string) => number | string | null;
}

/** The values of one property for comparing, sorting and filtering. */
export function comparable(store: ObjectStore, name: string): Comparable {
  const { type, table, index } = store;
  if (name === 'hs_object_id') return { kind: 'number', of: (row) => table.id(row), read: readNumber };
  if (name === type.modifiedProperty)
    return { kind: 'number', of: (row) => index.modifiedAt(row), read: parseInstant };
  if (name === type.createdProperty)
    return { kind: 'number', of: (row) => table.createdAt(row), read: parseInstant };
  const read = readerOf(store, name);
  const of = (row: number) => {
    const value = presentedValue(store, row, { name, source: index });
    return value === null ? null : read(value);
  };
  return { kind: read === readText ? 'text' : 'number', of, read };
}

function readerOf(store: ObjectStore, name: string): (text: string) => number | string | null {
  const type = store.properties.get(name)?.type;
  if (type === 'number') return readNumber;
  return type === 'date' || type === 'datetime' ? parseInstant : readText;
}

function readNumber(text: string): number | null {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? null : value;
}

/** Texts compare without regard to case. */
function readText(text: string): string {
  return text.toLowerCase();
}

/** Ascending; rows without a value come last. */
export function compareValues(a: number | string | null, b: number | string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
