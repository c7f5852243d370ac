import type { ObjectStore } from './objectStore.ts';
import type { StoredRecord, Values } from './record.ts';

/** Who changed a record: an app over the API, or a person at the screen. */
export type ChangeSource = 'api' | 'app';

/** Something that happened to a record. */
export interface RecordChange {
  readonly store: ObjectStore;
  readonly record: StoredRecord;
  readonly action: 'create' | 'change' | 'delete';
  /** The values that changed as they were, custom fields among them; `null` for a new record. */
  readonly previous: Values | null;
  readonly source: ChangeSource;
  readonly at: number;
  /** The other record of a merge. */
  readonly merge?: { readonly mergedTo: number | string } | { readonly mergedFrom: number | string };
  /** Whether it is one of many changes of one edit. */
  readonly isBulk?: boolean;
}

type Listener = (change: RecordChange) => void;

/** Tells whoever listens what happens to records. */
export class ChangeFeed {
  readonly #listeners: Listener[] = [];

  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }

  tell(change: RecordChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
