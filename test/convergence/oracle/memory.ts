import type { SeenRecord, Snapshot } from '../crms.ts';
import { RULED_FIELDS, type RuledField } from '../rules.ts';

/** What somebody who sees a CRM only when it is synced can know of a record. */
export interface Remembered {
  readonly record: SeenRecord;
  /** The record's modification time when it was first seen: how old its first values are at most. */
  readonly firstSeenAt: number;
  /** When people last changed a field since: the record's modification time when that was seen. */
  readonly changedAt: Readonly<Partial<Record<RuledField, number>>>;
  /** Fields that hold what the product wrote, with the record's modification time after the write. */
  readonly copiedAt: Readonly<Partial<Record<RuledField, number>>>;
}

/** Pipedrive does not tell of what is deleted or merged; it is missed when somebody looks, once a day. */
const UNTOLD = 'pipedrive';

/** Keeps what each sync showed. What the product wrote itself is no change of anybody's. */
export class Memory {
  readonly #records = new Map<string, Remembered>();
  /** Untold records as they were when they were last there. */
  readonly #last = new Map<string, Remembered>();

  get records(): readonly Remembered[] {
    return [...this.#records.values()];
  }

  /** The same where nobody has missed yet what went without a word. */
  get recordsBeforeMissed(): readonly Remembered[] {
    return this.records.map((remembered) => this.#last.get(remembered.record.key) ?? remembered);
  }

  /** What a CRM shows before the product writes: differences are people's. */
  see(before: Snapshot): void {
    for (const record of before.values()) {
      this.#records.set(record.key, this.#seen(record));
      this.#keepLast(record.key);
    }
  }

  /** What it shows afterwards: differences are the product's. */
  written(after: Snapshot): void {
    for (const record of after.values()) {
      const known = this.#records.get(record.key);
      if (known !== undefined) this.#records.set(record.key, writtenTo(known, record));
      this.#keepLast(record.key);
    }
  }

  #keepLast(key: string): void {
    const known = this.#records.get(key);
    if (known?.record.crm === UNTOLD && known.record.state === 'live') this.#last.set(key, known);
  }

  #seen(record: SeenRecord): Remembered {
    const known = this.#records.get(record.key);
    if (known === undefined) return { record, firstSeenAt: record.modifiedAt, changedAt: {}, copiedAt: {} };
    const changed = changedFields(known.record, record);
    const own = Object.entries(known.copiedAt).filter(([field]) => !changed.some((one) => one === field));
    return {
      ...known,
      record,
      changedAt: { ...known.changedAt, ...datedFields(changed, record) },
      copiedAt: Object.fromEntries(own),
    };
  }
}

function writtenTo(known: Remembered, record: SeenRecord): Remembered {
  const written = datedFields(changedFields(known.record, record), record);
  return { ...known, record, copiedAt: { ...known.copiedAt, ...written } };
}

function changedFields(before: SeenRecord, after: SeenRecord): readonly RuledField[] {
  return RULED_FIELDS.filter((field) => before.values[field] !== after.values[field]);
}

function datedFields(fields: readonly RuledField[], { modifiedAt }: SeenRecord) {
  return Object.fromEntries(fields.map((field) => [field, modifiedAt]));
}
