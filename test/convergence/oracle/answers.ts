import type { Snapshot } from '../crms.ts';

interface Heard {
  readonly answer: string | undefined;
  /** Number of the run that showed it first. */
  readonly run: number;
}

/** What sales answered, as the runs showed it: an answer stays heard when its record is gone. */
export class Answers {
  /** The last answer of each record, by key. */
  readonly #heard = new Map<string, Heard>();
  /** Keys of all records that were ever one person with a record, by its key. */
  readonly #together = new Map<string, ReadonlySet<string>>();
  #run = 0;

  /** A run sees the records of its CRM; `people` are the keys of each person's records then. */
  hear(records: Snapshot, people: readonly (readonly string[])[]): void {
    this.#run += 1;
    for (const { key, state, values } of records.values())
      if (state === 'live' && this.#heard.get(key)?.answer !== values.salesStatus)
        this.#heard.set(key, { answer: values.salesStatus, run: this.#run });
    for (const keys of people) {
      const together = new Set(keys.flatMap((key) => [key, ...(this.#together.get(key) ?? [])]));
      for (const key of keys) this.#together.set(key, together);
    }
  }

  /** Did a record that is not among a person's any more reject them, and none of theirs accept them since? */
  wasReturnedLast(keys: readonly string[]): boolean {
    const others = keys.flatMap((key) =>
      [...(this.#together.get(key) ?? [])].filter((one) => !keys.includes(one)),
    );
    const returned = this.#lastRun(others, 'rejected');
    return returned !== null && returned >= (this.#lastRun(keys, 'accepted') ?? 0);
  }

  #lastRun(keys: readonly string[], answer: string): number | null {
    const runs = keys.flatMap((key) => {
      const heard = this.#heard.get(key);
      return heard?.answer === answer ? heard.run : [];
    });
    return runs.length === 0 ? null : Math.max(...runs);
  }
}
