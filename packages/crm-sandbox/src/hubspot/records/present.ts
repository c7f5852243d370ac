import { isoInstant } from '../time.ts';
import type { ObjectStore } from './objectStore.ts';

/** One record as the API gives it. */
export interface PresentedRecord {
  readonly id: string;
  readonly properties: Record<string, string | null>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
  readonly archivedAt?: string;
  readonly propertiesWithHistory?: Readonly<Record<string, readonly HistoryEntry[]>>;
}

export interface HistoryEntry {
  readonly value: string;
  readonly timestamp: string;
  readonly sourceType: string;
  readonly sourceId?: string;
}

/** Where values come from: the records themselves, or what the search index knows of them. */
export interface ValueSource {
  value(row: number, name: string): string | null;
  modifiedAt(row: number): number;
}

/** What set a value, as history calls it; the index in this list is what columns keep. */
export const CHANGE_SOURCES = [
  'IMPORT',
  'INTEGRATION',
  'CRM_UI',
  'FORM',
  'ANALYTICS',
  'MERGE_OBJECTS',
] as const;
export type ChangeSource = (typeof CHANGE_SOURCES)[number];

/** Names to return: those asked for that exist, and always id and times. Unknown names are ignored. */
export function namesToReturn(store: ObjectStore, asked: readonly string[]): readonly string[] {
  if (asked.length === 0) return store.type.defaultProperties;
  const always = ['hs_object_id', store.type.createdProperty, store.type.modifiedProperty];
  return [...new Set([...asked, ...always])].filter((name) => store.properties.get(name) !== undefined);
}

/** Renders one record with the properties of {@link namesToReturn}. */
export function present(
  store: ObjectStore,
  row: number,
  view: {
    readonly names: readonly string[];
    readonly source: ValueSource;
    readonly history?: readonly string[];
  },
): PresentedRecord {
  const { table } = store;
  const properties: Record<string, string | null> = {};
  for (const name of view.names) properties[name] = presentedValue(store, row, { name, source: view.source });
  const archived = table.state(row) === 'archived';
  return {
    id: store.id(row),
    properties,
    createdAt: isoInstant(table.createdAt(row)),
    updatedAt: isoInstant(view.source.modifiedAt(row)),
    archived,
    ...(archived ? { archivedAt: isoInstant(table.archivedAt(row)) } : {}),
    ...(view.history === undefined ? {} : { propertiesWithHistory: historyOf(store, row, view.history) }),
  };
}

/** A property's value, also of those that HubSpot keeps itself. */
export function presentedValue(
  store: ObjectStore,
  row: number,
  wanted: { readonly name: string; readonly source: ValueSource },
): string | null {
  const { type, table } = store;
  if (wanted.name === 'hs_object_id') return store.id(row);
  if (wanted.name === type.createdProperty) return isoInstant(table.createdAt(row));
  if (wanted.name === type.modifiedProperty) return isoInstant(wanted.source.modifiedAt(row));
  return wanted.source.value(row, wanted.name);
}

function historyOf(
  store: ObjectStore,
  row: number,
  names: readonly string[],
): Record<string, HistoryEntry[]> {
  const known = names.filter((name) => store.properties.get(name) !== undefined);
  return Object.fromEntries(known.map((name) => [name, historyOfOne(store, row, name)]));
}

function historyOfOne(store: ObjectStore, row: number, name: string): HistoryEntry[] {
  return store.table
    .column(name)
    .past(row, store.table.createdAt(row))
    .map(({ value, at, source }) => ({
      value,
      timestamp: isoInstant(at),
      sourceType: CHANGE_SOURCES[source] ?? 'IMPORT',
    }));
}
