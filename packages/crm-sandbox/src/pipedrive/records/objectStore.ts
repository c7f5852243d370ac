import type { FieldRegistry } from '../fields/registry.ts';
import type { ObjectType } from './objectType.ts';
import type { Json, StoredRecord } from './record.ts';
import { RecordOrder, type SortValue } from './recordOrder.ts';

/** What a new record begins with. */
export interface NewRecord {
  readonly addTime: number;
  readonly updateTime?: number;
  /** A lead's UUID; other objects count their ids. */
  readonly id?: string;
  readonly values: Record<string, Json>;
  readonly custom: Record<string, Json>;
}

/** All records of one object, whatever became of them. */
export class ObjectStore {
  readonly type: ObjectType;
  /** A lead's fields are those of deals. */
  readonly fields: FieldRegistry;
  readonly #byId = new Map<string, StoredRecord>();
  readonly #orders = new Map<string, RecordOrder>();
  #nextOrder: number;

  constructor(type: ObjectType, fields: FieldRegistry) {
    this.type = type;
    this.fields = fields;
    this.#nextOrder = type.firstId;
    for (const key of type.sortKeys) this.#orders.set(key, new RecordOrder(sortValue(key)));
  }

  /** Adds a record; ids grow by one. */
  add(made: NewRecord): StoredRecord {
    const order = this.#nextOrder++;
    const record: StoredRecord = {
      id: made.id ?? order,
      order,
      addTime: made.addTime,
      updateTime: made.updateTime ?? made.addTime,
      state: 'live',
      endedAt: null,
      successor: null,
      values: made.values,
      custom: made.custom,
    };
    this.#byId.set(String(record.id), record);
    for (const order of this.#orders.values()) order.add(record);
    return record;
  }

  /** The record of an id, deleted ones too; `null` where there never was one. */
  find(id: number | string): StoredRecord | null {
    return this.#byId.get(String(id)) ?? null;
  }

  findLive(id: number | string): StoredRecord | null {
    const record = this.find(id);
    return record?.state === 'live' ? record : null;
  }

  /** Tells that values which orders may go by have changed. */
  changed(): void {
    for (const order of this.#orders.values()) order.changed();
  }

  /** Forgets the values of a custom field. */
  forgetField(code: string): void {
    for (const { custom } of this.#byId.values()) delete custom[code];
  }

  /** The order by a key; undefined where the object cannot be sorted by it. */
  order(key: string): RecordOrder | undefined {
    return this.#orders.get(key);
  }

  /** All records in the order of creation. */
  all(): Iterable<StoredRecord> {
    return this.#byId.values();
  }

  *live(): Generator<StoredRecord> {
    for (const record of this.#byId.values()) if (record.state === 'live') yield record;
  }

  get liveCount(): number {
    let count = 0;
    for (const record of this.#byId.values()) if (record.state === 'live') count += 1;
    return count;
  }
}

function sortValue(key: string): (record: StoredRecord) => SortValue {
  if (key === 'id') return ({ order }) => order;
  if (key === 'update_time') return ({ updateTime }) => updateTime;
  if (key === 'add_time') return ({ addTime }) => addTime;
  return ({ values }) => {
    const value = values[key];
    return typeof value === 'string' || typeof value === 'number' ? value : null;
  };
}
