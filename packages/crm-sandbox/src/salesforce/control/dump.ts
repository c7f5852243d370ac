import type { RecordStore } from '../records/recordStore.ts';

/** A record as it is kept, whatever is committed of it: only fields that have a value, as texts. Times are epoch milliseconds. */
export interface DumpedRecord {
  readonly id: string;
  readonly state: 'live' | 'deleted' | 'merged' | 'converted';
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archived: boolean;
  readonly properties: Readonly<Record<string, string>>;
  readonly mergedInto?: string;
}

/** All records as one JSON line each; `properties=a,b` narrows the values, `state=all` also shows those that are gone. */
export function* dumpLines(store: RecordStore, query: URLSearchParams): Generator<string> {
  const asked = query.get('properties')?.split(',') ?? null;
  const all = query.get('state') === 'all';
  for (let row = 0; row < store.table.size; row += 1)
    if (all || stateOf(store, row) === 'live') yield JSON.stringify(dumpRecord(store, row, asked));
}

/** One record as it is kept, with the fields asked for or with all. */
export function dumpRecord(store: RecordStore, row: number, asked: readonly string[] | null): DumpedRecord {
  const { table } = store;
  const properties: Record<string, string> = {};
  for (const name of asked ?? table.columnNames()) {
    const value = store.value(row, name);
    if (value !== null) properties[name] = value;
  }
  const master = table.value(row, 'MasterRecordId');
  const state = stateOf(store, row);
  return {
    id: store.id(row),
    state,
    createdAt: table.createdAt(row),
    updatedAt: table.modifiedAt(row),
    archived: state === 'deleted' || state === 'merged',
    properties,
    ...(master === null ? {} : { mergedInto: master }),
  };
}

/** What has become of a record. */
export function stateOf({ table }: RecordStore, row: number): DumpedRecord['state'] {
  if (table.state(row) !== 'live') return table.value(row, 'MasterRecordId') === null ? 'deleted' : 'merged';
  return table.value(row, 'IsConverted') === 'true' ? 'converted' : 'live';
}
