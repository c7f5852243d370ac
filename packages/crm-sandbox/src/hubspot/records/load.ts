import type { ObjectStore } from './objectStore.ts';
import { CHANGE_SOURCES, type ChangeSource } from './present.ts';

/** A record as it came to be before anyone looked: its values, its times, and former values of some properties. */
export interface LoadedRecord {
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly values: Readonly<Record<string, string | null | undefined>>;
  /** Former values by property, newest first, behind the present value that holds since `since`. */
  readonly past?: Readonly<
    Record<string, { readonly since: number; readonly former: readonly { value: string; at: number }[] }>
  >;
}

/** Puts a record into the store without the checks of the API: that is how years of imports and forms left it. */
export function loadRecord(store: ObjectStore, record: LoadedRecord): number {
  const row = store.append(record.createdAt);
  for (const [name, value] of Object.entries(record.values)) {
    if (value === null || value === undefined || value === '') continue;
    store.table.column(name).load(row, value);
    if (store.properties.get(name)?.hasUniqueValue === true) store.claim(name, value, row);
  }
  for (const [name, { since, former }] of Object.entries(record.past ?? {})) {
    const source = CHANGE_SOURCES.indexOf(sourceOf(name));
    const past = former.map(({ value, at }) => ({ value, at, source }));
    store.table.column(name).loadPast(row, { since, source }, past);
  }
  store.table.touch(row, record.modifiedAt);
  store.index.note(row, record.modifiedAt, new Map());
  return row;
}

/** What usually sets a property. */
function sourceOf(name: string): ChangeSource {
  if (name.startsWith('hs_analytics_')) return 'ANALYTICS';
  return name.includes('conversion') ? 'FORM' : 'CRM_UI';
}
