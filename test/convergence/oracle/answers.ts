import type { SeenRecord, Snapshot } from '../crms.ts';

/** What sales answered on a record: after `from`, and at `to` at the latest. */
interface Heard {
  readonly answer: string | undefined;
  readonly from: number;
  readonly to: number;
}

/** What sales answered, as the runs showed it: an answer stays heard when its record is gone. */
export class Answers {
  /** The last answer of each record, by key. */
  readonly #heard = new Map<string, Heard>();
  /** When each record was modified, at the last look, by key. */
  readonly #lookedAt = new Map<string, number>();
  /** Keys of all records that were ever one person with a record, by its key. */
  readonly #together = new Map<string, ReadonlySet<string>>();

  /** A run sees the records of its CRM; `people` are the keys of each person's records then. */
  hear(records: Snapshot, people: readonly (readonly string[])[]): void {
    for (const record of records.values()) if (record.state === 'live') this.#look(record);
    for (const keys of people) {
      const together = new Set(keys.flatMap((key) => [key, ...(this.#together.get(key) ?? [])]));
      for (const key of keys) this.#together.set(key, together);
    }
  }

  /** Keys of records that were once one person with these, and are not among them. */
  formerMates(keys: readonly string[]): readonly string[] {
    return keys.flatMap((key) => [...(this.#together.get(key) ?? [])].filter((one) => !keys.includes(one)));
  }

  /** May a record that is not among a person's any more have rejected them after all that accepted them did? */
  wasReturnedLast(keys: readonly string[]): boolean {
    const accepted = this.#answers(keys, 'accepted').map(({ from }) => from);
    const rejected = this.#answers(this.formerMates(keys), 'rejected').map(({ to }) => to);
    return rejected.some((at) => at >= Math.max(...accepted));
  }

  #look({ key, modifiedAt, values: { salesStatus } }: SeenRecord): void {
    if (this.#heard.get(key)?.answer !== salesStatus)
      this.#heard.set(key, { answer: salesStatus, from: this.#lookedAt.get(key) ?? 0, to: modifiedAt });
    this.#lookedAt.set(key, modifiedAt);
  }

  #answers(keys: readonly string[], answer: string): readonly Heard[] {
    return keys.flatMap((key) => this.#heard.get(key) ?? []).filter((one) => one.answer === answer);
  }
}
