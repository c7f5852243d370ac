import type { Decided, History, Lasting } from '../history.ts';
import type { SpokenValue } from './policy.ts';

type Lasted = Extract<Decided, Lasting>;

/** A decision in the product that lasts for a time, with the person as the product knew them then. */
interface Standing {
  readonly decided: Lasted;
  readonly at: number;
  /** Keys of the person's records. */
  readonly person: string;
  /** Keys of records that had been the same person's and were gone: should they come back, the lead may be theirs. */
  readonly formerly: readonly string[];
}

/** Whose decision is asked for, and when; `alive` are the keys of all records that are there. */
interface Asked {
  readonly person: string;
  readonly at: number;
  readonly alive: ReadonlySet<string>;
}

/** Names a person by their records. */
export function nameOfPerson(keys: readonly string[]): string {
  return keys.toSorted().join(' ');
}

/** What people decided in the product about stages and values. */
export class Decisions {
  readonly #all: Standing[] = [];

  add(standing: Standing): void {
    this.#all.push(standing);
  }

  /** Values that somebody set for a field and that hold, whomever they were set for. */
  valuesOf(field: string, at: number): readonly SpokenValue[] {
    return this.#holding(at).flatMap(({ decided, at: saidAt }) =>
      decided.kind === 'value' && decided.field === field ? [{ value: decided.value, at: saidAt }] : [],
    );
  }

  /**
   * The value that holds for a person; `undefined` for none, `null` where a person it was set for has changed since, one was set later for
   * some of their records, or another record of theirs has come back as somebody else: it is anybody's.
   */
  valueFor(asked: Asked, field: string): SpokenValue | null | undefined {
    const all = this.#all.filter(({ decided }) => decided.kind === 'value' && decided.field === field);
    return this.#latest(all, asked, ({ decided, at: saidAt }) =>
      decided.kind === 'value' ? { value: decided.value, at: saidAt } : undefined,
    );
  }

  /** The stage that holds for a person, in the same way. */
  stageFor(asked: Asked): string | null | undefined {
    const all = this.#all.filter(({ decided }) => decided.kind === 'stage');
    return this.#latest(all, asked, ({ decided }) => (decided.kind === 'stage' ? decided.stage : undefined));
  }

  /** Decisions that ended by themselves of which no history says so. A later decision of the same kind takes the place of an earlier one. */
  untold(
    ended: History['ended'],
    { people, at }: { people: ReadonlySet<string>; at: number },
  ): readonly string[] {
    return this.#all.flatMap(({ decided, person }, index) => {
      const later = this.#all.slice(index + 1).some((other) => isSameMatter(other.decided, decided));
      const isOver = decided.until !== null && decided.until <= at;
      if (!isOver || later || !people.has(person) || ended.has(decided.reason)) return [];
      return [`nothing says that a decision ended: ${JSON.stringify(decided)}`];
    });
  }

  #holding(at: number): readonly Standing[] {
    return this.#all.filter((one) => holds(one, at));
  }

  #latest<T>(
    all: readonly Standing[],
    { person, at, alive }: Asked,
    read: (standing: Standing) => T | undefined,
  ): T | null | undefined {
    const own = all.findLast((one) => one.person === person);
    if (all.some((one) => holds(one, at) && one.person !== person)) return null;
    if (own?.formerly.some((key) => alive.has(key))) return null;
    const later = own === undefined ? [] : all.slice(all.indexOf(own) + 1);
    if (later.some((one) => haveCommon(one.person, person))) return null;
    return own !== undefined && holds(own, at) ? read(own) : undefined;
  }
}

/** Whether two persons have a record in common. */
function haveCommon(person: string, other: string): boolean {
  const keys = new Set(other.split(' '));
  return person.split(' ').some((key) => keys.has(key));
}

function holds({ decided: { until } }: Standing, at: number): boolean {
  return until === null || until > at;
}

function isSameMatter(a: Lasted, b: Lasted): boolean {
  return a.kind === b.kind && (a.kind === 'stage' || (b.kind === 'value' && a.field === b.field));
}
