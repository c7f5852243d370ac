import type { ObjectStore } from '../records/objectStore.ts';

/** A record as it is kept: only properties that have a value. Times are epoch milliseconds. */
export interface DumpedRecord {
  readonly id: string;
  readonly state: 'live' | 'archived' | 'merged';
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Whether it is gone, however it went. */
  readonly archived: boolean;
  readonly properties: Readonly<Record<string, string>>;
  readonly mergedInto?: string;
}

/** All records as one JSON line each; `properties=a,b` narrows the values, `state=all` also shows those that are gone. */
export function* dumpLines(store: ObjectStore, query: URLSearchParams): Generator<string> {
  const asked = query.get('properties')?.split(',') ?? null;
  const all = query.get('state') === 'all';
  for (let row = 0; row < store.table.size; row += 1)
    if (all || store.table.state(row) === 'live') yield JSON.stringify(dumpRecord(store, row, asked));
}

export function dumpRecord(store: ObjectStore, row: number, asked: readonly string[] | null): DumpedRecord {
  const { table } = store;
  const properties: Record<string, string> = {};
  for (const name of asked ?? table.columnNames()) {
    const value = table.value(row, name);
    if (value !== null) properties[name] = value;
  }
  const survivor = store.survivors.get(table.id(row));
  return {
    id: store.id(row),
    state: table.state(row),
    createdAt: table.createdAt(row),
    updatedAt: table.modifiedAt(row),
    archived: table.state(row) !== 'live',
    properties,
    ...(survivor === undefined ? {} : { mergedInto: String(survivor) }),
  };
}
