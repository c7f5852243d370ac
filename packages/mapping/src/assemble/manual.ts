import type { Instant } from '@tamis/adapter';
import type { ManualValue } from './input.ts';

/** The manual values that hold as of an instant. */
export interface Held {
  readonly byPath: ReadonlyMap<string, ManualValue>;
  /** When the first of them ends; `null` where none does. */
  readonly changesAt: Instant | null;
}

/** The later word first; of one instant the one that holds longest, then by its text, so that the order given never matters. */
function laterFirst(a: ManualValue, b: ManualValue): number {
  const ends = (one: ManualValue) => one.until ?? Number.POSITIVE_INFINITY;
  if (a.at !== b.at) return b.at - a.at;
  if (ends(a) !== ends(b)) return ends(a) < ends(b) ? 1 : -1;
  return JSON.stringify(a.value) < JSON.stringify(b.value) ? -1 : 1;
}

/** What people set in the product and still holds: of several values of one path the latest. */
export function heldValues(manual: readonly ManualValue[], asOf: Instant): Held {
  const active = manual.filter(({ at, until }) => at <= asOf && (until === null || until > asOf));
  const byPath = new Map<string, ManualValue>();
  for (const one of active.toSorted(laterFirst)) if (!byPath.has(one.path)) byPath.set(one.path, one);
  const ends = active.flatMap(({ until }) => until ?? []);
  return { byPath, changesAt: ends.length === 0 ? null : Math.min(...ends) };
}
