import { FIELDS, OUR_FIELDS } from '../crms.ts';
import type { Happened, History, PushedRecord, Synced } from '../history.ts';

const DAY_MS = 86_400_000;
const OURS: ReadonlySet<string> = new Set(OUR_FIELDS);

/**
 * Fields that the product took back to a value that it had itself replaced, while nobody did anything to the cluster and it saw nothing
 * new there. What we write ourselves may also come back with a new day.
 */
export function pingPongs(events: History['events']): readonly string[] {
  const tracker = new Tracker();
  return events.flatMap((event) =>
    event.kind === 'operation' ? tracker.operate(event) : tracker.sync(event),
  );
}

class Tracker {
  /** Grows with every operation, and again when the product sees what came of it. */
  #calm = 0;
  /** When decisions end. */
  #ends: number[] = [];
  /** Each CRM as it was left. */
  readonly #seen = new Map<string, string>();
  readonly #live = new Set<string>();
  /** Records that went away, with the run that might have told of it first: the product may learn of it up to a day later. */
  readonly #departed = new Map<string, number>();
  /** Values that the product replaced, each with the calm in which it did. */
  readonly #left = new Map<string, Map<string, string>>();

  operate({ keys, decided }: Happened): readonly string[] {
    if (keys.length > 0) this.#calm += 1;
    if (decided !== undefined && 'until' in decided && decided.until !== null) this.#ends.push(decided.until);
    return [];
  }

  sync(synced: Synced): readonly string[] {
    const { crm, before, after, at } = synced;
    if (this.#ends.some((end) => end <= at)) this.#calm += 1;
    this.#ends = this.#ends.filter((end) => end > at);
    if (this.#seen.get(crm) !== JSON.stringify([...before])) this.#calm += 1;
    this.#seen.set(crm, JSON.stringify([...after]));
    if (this.#mayLearnOfDeparture(synced)) this.#calm += 1;
    return [...this.#between(synced), ...withinOneRun(synced.pushed)];
  }

  /** Once a day the product looks for what a CRM does not list any more. */
  #mayLearnOfDeparture({ before, at }: Synced): boolean {
    for (const { key, state } of before.values()) {
      if (state === 'live') this.#live.add(key);
      else if (this.#live.delete(key)) this.#departed.set(key, at);
    }
    const departed = [...before.keys()].filter((key) => this.#departed.has(key));
    for (const key of departed)
      if (at - (this.#departed.get(key) ?? at) >= DAY_MS) this.#departed.delete(key);
    return departed.length > 0;
  }

  #between({ before, after, at }: Synced): readonly string[] {
    return [...after.values()].flatMap(({ key, values }) =>
      FIELDS.flatMap((field) => {
        const [old, next] = [before.get(key)?.values[field] ?? '', values[field] ?? ''];
        if (old === next) return [];
        const calm = `${this.#calm}${OURS.has(field) ? `/${Math.floor(at / DAY_MS)}` : ''}`;
        const left = this.#leftOf(`${key} ${field}`);
        const back = left.get(next) === calm;
        left.set(old, calm);
        return back ? [`${key} ${field} went back to "${next}"`] : [];
      }),
    );
  }

  #leftOf(place: string): Map<string, string> {
    const known = this.#left.get(place) ?? new Map<string, string>();
    this.#left.set(place, known);
    return known;
  }
}

/** Values that one run sent, took back and sent again. */
function withinOneRun(pushed: readonly PushedRecord[]): readonly string[] {
  const sent = pushed.flatMap(({ key, fields }) =>
    Object.entries(fields).map(([name, value]) => ({
      place: `${key} ${name}`,
      value: JSON.stringify(value),
    })),
  );
  return [...Map.groupBy(sent, ({ place }) => place)].flatMap(([place, values]) => {
    const steps = values.map(({ value }) => value).filter((value, index, all) => value !== all[index - 1]);
    return new Set(steps).size === steps.length ? [] : [`${place} went back within one run`];
  });
}
