import type { Happened, History, Synced } from '../history.ts';

const FORGOTTEN_AFTER_MS = 30 * 86_400_000;

/** Fields that workflows keep rewriting. */
export interface Contested {
  /** `KEY FIELD` of those that the product leaves alone since it saw them rewritten twice. */
  readonly left: ReadonlySet<string>;
  /** What was written again although it had been seen to be rewritten twice. */
  readonly faults: readonly string[];
}

/** What a workflow rewrites is seen with the next run, unless somebody else changes the record before. */
export function contestedIn(events: History['events']): Contested {
  const watch = new Watch();
  const faults = events.flatMap((event) =>
    event.kind === 'sync' ? watch.sync(event) : watch.operate(event),
  );
  return { left: watch.left, faults };
}

class Watch {
  readonly left = new Set<string>();
  /** Rewritten since the last run, by place. */
  readonly #unseen = new Map<string, { readonly key: string; readonly at: number }>();
  /** When each place was rewritten for the last time that the product saw. */
  readonly #seen = new Map<string, number>();

  sync({ crm }: Synced): readonly string[] {
    for (const [place, { key, at }] of this.#unseen) {
      if (!key.startsWith(`${crm}/`)) continue;
      this.#unseen.delete(place);
      const before = this.#seen.get(place) ?? Number.NEGATIVE_INFINITY;
      if (at - before <= FORGOTTEN_AFTER_MS) this.left.add(place);
      this.#seen.set(place, at);
    }
    return [];
  }

  operate({ keys, operation, rewrote, decided, at }: Happened): readonly string[] {
    for (const [place, { key }] of this.#unseen)
      if (decided === undefined && operation !== 'workflow' && keys.includes(key)) this.#unseen.delete(place);
    if (rewrote === undefined) return [];
    const place = `${rewrote.key} ${rewrote.field}`;
    this.#unseen.set(place, { key: rewrote.key, at });
    return this.left.has(place) ? [`${place} was written again, which a workflow had rewritten twice`] : [];
  }
}
