import type { ObjectStore } from '../records/objectStore.ts';
import type { Json, StoredRecord } from '../records/record.ts';

/** A record as it is kept: only values that are set, custom fields by their key. Times are epoch milliseconds. */
export interface DumpedRecord {
  readonly id: string;
  readonly state: StoredRecord['state'];
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Whether it is gone, however it went. */
  readonly archived: boolean;
  readonly properties: Readonly<Record<string, Json>>;
  /** The survivor of a merge. */
  readonly mergedInto?: string;
  /** The deal that a lead has become. */
  readonly convertedTo?: string;
}

/** All records as one JSON line each; `properties=a,b` narrows the values, `state=all` also shows those that are gone. */
export function* dumpLines(store: ObjectStore, query: URLSearchParams): Generator<string> {
  const asked = query.get('properties')?.split(',') ?? null;
  const records = query.get('state') === 'all' ? store.all() : store.live();
  for (const record of records) yield JSON.stringify(dumpRecord(record, asked));
}

/** One record as it is kept; `asked` narrows its values, `null` gives all. */
export function dumpRecord(record: StoredRecord, asked: readonly string[] | null = null): DumpedRecord {
  const held: Readonly<Record<string, Json>> = { ...record.values, ...record.custom };
  const names = asked ?? Object.keys(held);
  const successor = String(record.successor);
  return {
    id: String(record.id),
    state: record.state,
    createdAt: record.addTime,
    updatedAt: record.updateTime,
    archived: record.state !== 'live',
    properties: Object.fromEntries(
      names.flatMap((name) => (held[name] === undefined ? [] : [[name, held[name]]])),
    ),
    ...(record.state === 'merged' ? { mergedInto: successor } : {}),
    ...(record.state === 'converted' ? { convertedTo: successor } : {}),
  };
}
