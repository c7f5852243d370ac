import type { CrmName, SeenRecord, Snapshot } from '../crms.ts';
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

/** These do not tell of what is deleted, nor always of what is merged; it is missed when somebody looks, once a day. */
const UNTOLD: ReadonlySet<CrmName> = new Set(['hubspot', 'pipedrive']);
/** So many records of one person may be missed one by one, in any order. */
const MOST_MISSED = 4;

/** Keeps what each sync showed. What the product wrote itself is no change of anybody's. */
export class Memory {
  readonly #records = new Map<string, Remembered>();
  /** The CRM that was seen last, and its records as they were remembered before. */
  #reading: CrmName | null = null;
  #before: ReadonlyMap<string, Remembered> = new Map();
  /** Records that went as they were when they were last there, as long as they may not have been missed. */
  readonly #ghosts = new Map<string, Remembered>();

  get records(): readonly Remembered[] {
    return [...this.#records.values()];
  }

  /**
   * What can be known while a run writes: each object of its CRM is read yet or not, and what went without a word is missed yet or not.
   * First comes what is known in the end.
   */
  get views(): readonly (readonly Remembered[])[] {
    const own = this.records.filter(({ record }) => record.crm === this.#reading);
    const unread = choicesOf([...new Set(own.map(({ record }) => record.object))]).toReversed();
    const missed = choicesOf([...this.#ghosts.keys()]);
    return unread.flatMap((late) => missed.map((some) => this.#view(late, some)));
  }

  #view(late: ReadonlySet<string>, missed: ReadonlySet<string>): readonly Remembered[] {
    return this.records.flatMap((remembered) => {
      const { key, object, crm } = remembered.record;
      if (crm === this.#reading && late.has(object)) return this.#before.get(key) ?? [];
      return missed.has(key) ? remembered : (this.#ghosts.get(key) ?? remembered);
    });
  }

  /** What a CRM shows before the product writes: differences are people's. */
  see(crm: CrmName, before: Snapshot): void {
    this.#reading = crm;
    this.#before = new Map([...this.#records].filter(([, { record }]) => record.crm === crm));
    for (const record of before.values()) {
      const known = this.#records.get(record.key);
      if (record.state !== 'live' && known === undefined) continue;
      this.#noteGhost(record, known);
      this.#records.set(record.key, this.#seen({ ...record, wentOnAs: this.#survivor(record, before) }));
    }
  }

  /** What became of a record, past others that came and went between two looks. */
  #survivor({ wentOnAs }: SeenRecord, before: Snapshot): string | null {
    const next = wentOnAs === null ? undefined : before.get(wentOnAs);
    const isPassing = next !== undefined && next.state !== 'live' && !this.#records.has(next.key);
    return isPassing ? this.#survivor(next, before) : wentOnAs;
  }

  /** What went untold may still be there, and whoever named it as their person may still do so: a change of neither shows. */
  #noteGhost({ key, crm, state, samePerson }: SeenRecord, known: Remembered | undefined): void {
    const was = this.#ghosts.get(key) ?? known;
    if (known === undefined || was === undefined || !UNTOLD.has(crm)) return;
    if (state === 'live' && samePerson === was.record.samePerson) this.#ghosts.delete(key);
    else if (known.record.state === 'live') this.#ghosts.set(key, state === 'live' ? was : known);
  }

  /** What it shows afterwards: differences are the product's. */
  written(after: Snapshot): void {
    for (const record of after.values()) {
      const known = this.#records.get(record.key);
      if (known?.record.state === 'live') this.#records.set(record.key, writtenTo(known, record));
    }
  }

  /** Nobody reads a record that is gone: what was changed in it is seen when it comes back. */
  #seen(record: SeenRecord): Remembered {
    const known = this.#records.get(record.key);
    if (known !== undefined && record.state !== 'live')
      return { ...known, record: { ...record, values: known.record.values } };
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

/** All ways to have missed some of the records: with many of them none, or all. */
function choicesOf(keys: readonly string[]): readonly ReadonlySet<string>[] {
  if (keys.length > MOST_MISSED) return [new Set(keys), new Set()];
  const none: readonly ReadonlySet<string>[] = [new Set()];
  return keys.reduce((choices, key) => choices.flatMap((one) => [new Set([...one, key]), one]), none);
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
