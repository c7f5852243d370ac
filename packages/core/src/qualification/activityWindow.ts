import type { Activity, Instant, Lead } from '../lead/lead.ts';
import { type ActivityFilter, compileActivityFilter } from '../scoring/activityFilter.ts';
import { countsWithin, DAY } from '../scoring/compileCondition.ts';
import type { EdgeFinder } from '../scoring/conditionEdges.ts';
import { type LeadReading, TRACKED_KINDS } from './leadReading.ts';

/** What was seen in a window: how many activities, and when the latest was. */
export interface Seen {
  readonly count: number;
  readonly at: Instant;
}

/**
 * A rolling window over a lead's activities: those at `asOf - withinDays` are out, those at `asOf` are in, unverified ones never,
 * and what is known by tracking only where the person may be tracked.
 */
export interface ActivityWindow {
  /** `null` when nothing was seen. */
  readonly seen: (lead: Lead, asOf: Instant) => Seen | null;
  /** Instants at which what is in the window changes by time alone. */
  readonly edges: EdgeFinder;
}

export interface WindowShape {
  /** Any of them may match. */
  readonly filters: readonly ActivityFilter[];
  /** Rolling days of 24 hours; `Infinity` for all time. */
  readonly withinDays: number;
  /** Names the place in errors. */
  readonly place: string;
  readonly reading: LeadReading;
}

/** Compiles a window. Throws `ModelInvalid` for a pattern that is not RE2. */
export function compileWindow(shape: WindowShape): ActivityWindow {
  const filters = shape.filters.map((filter) => compileActivityFilter(filter, shape.place));
  const reach = shape.withinDays * DAY;
  const matches = (one: Activity) => filters.some((filter) => filter(one));
  return {
    seen: (lead, asOf) => {
      const tracked = shape.reading.mayTrack(lead);
      let count = 0;
      let at = Number.NEGATIVE_INFINITY;
      for (const one of lead.activities) {
        if (!tracked && TRACKED_KINDS.has(one.kind)) continue;
        if (!countsWithin(one, asOf, reach) || !matches(one)) continue;
        count += one.count ?? 1;
        at = Math.max(at, one.at);
      }
      return count === 0 ? null : { count, at };
    },
    edges: (lead, edges) => {
      for (const one of lead.activities) {
        if (one.verified === false || !matches(one)) continue;
        edges.add(one.at);
        if (reach !== Number.POSITIVE_INFINITY) edges.add(Math.ceil(one.at + reach));
      }
    },
  };
}
