import type { RecordStore } from '../records/recordStore.ts';

/** A record as it came to be before anyone looked; values by field name, those without one left out. */
export interface LoadedRecord {
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly values: Readonly<Record<string, string | number | boolean | null | undefined>>;
}

/** Puts a record into the store without the checks of the API; stamps are in whole seconds. Its id. */
export function loadRecord(store: RecordStore, record: LoadedRecord): string {
  const row = store.append(wholeSeconds(record.createdAt));
  for (const [name, value] of Object.entries(record.values))
    if (value !== null && value !== undefined && value !== '') store.put(row, name, String(value));
  store.table.touch(row, wholeSeconds(Math.max(record.createdAt, record.modifiedAt)));
  store.index.noteAtOnce(row);
  return store.id(row);
}

function wholeSeconds(at: number): number {
  return Math.floor(at / 1000) * 1000;
}
