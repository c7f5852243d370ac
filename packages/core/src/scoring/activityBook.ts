import type { Activity, Instant, Lead } from '../lead/lead.ts';
import { compileAttributes, filterKinds } from './activityFilter.ts';
import { ActivityTally } from './activityTally.ts';
import type { ActivityPoints } from './model.ts';

type Matches = (activity: Activity) => boolean;

/** One rule's interest in one kind of activity. */
interface Interest {
  readonly tally: ActivityTally;
  readonly matches: Matches;
}

const FEW = 64;

/** All activity rules of a model over one lead's activities, in one pass. */
export class ActivityBook {
  /** In the order of the rules given. */
  readonly tallies: readonly ActivityTally[];
  readonly #interests: ReadonlyMap<string, readonly Interest[]>;
  /** Positions of the lead's activities that some rule may count, newest first. */
  #order = new Int32Array(FEW);

  constructor(rules: readonly ActivityPoints[]) {
    this.tallies = rules.map((rule) => new ActivityTally(rule));
    this.#interests = interestsByKind(rules, this.tallies);
  }

  /** Tallies a lead as of an instant. Rules that need tracking are left empty where it may not be used. */
  count(lead: Lead, asOf: Instant, options: { dayStart: Instant; tracked: boolean }): void {
    for (const tally of this.tallies) tally.begin(asOf, options.dayStart);
    const { activities } = lead;
    const size = this.#sortNewestFirst(activities, asOf);
    for (let n = 0; n < size; n += 1) {
      const activity = activities[this.#order[n] as number] as Activity;
      for (const { tally, matches } of this.#interests.get(activity.kind) ?? NONE) {
        if ((options.tracked || !tally.needsTracking) && matches(activity)) tally.add(activity);
      }
    }
  }

  /** Every tally with each activity that its filters let through, whenever it happens. */
  *matching(lead: Lead): Generator<{ readonly tally: ActivityTally; readonly activity: Activity }> {
    for (const activity of lead.activities) {
      if (activity.verified === false) continue;
      for (const { tally, matches } of this.#interests.get(activity.kind) ?? NONE) {
        if (matches(activity)) yield { tally, activity };
      }
    }
  }

  /** Fills the order and returns how many it holds. Activities come in either order of time as a rule, so that few are moved. */
  #sortNewestFirst(activities: readonly Activity[], asOf: Instant): number {
    const { length } = activities;
    if (this.#order.length < length) this.#order = new Int32Array(length * 2);
    const descending = length > 1 && (activities[0] as Activity).at > (activities[length - 1] as Activity).at;
    let size = 0;
    for (let n = 0; n < length; n += 1) {
      const position = descending ? n : length - 1 - n;
      const activity = activities[position] as Activity;
      if (activity.at > asOf || activity.verified === false || !this.#interests.has(activity.kind)) continue;
      this.#order[size] = position;
      size += 1;
    }
    sortByTime(this.#order, size, activities);
    return size;
  }
}

const NONE: readonly Interest[] = [];

function sortByTime(order: Int32Array, size: number, activities: readonly Activity[]): void {
  if (size > FEW) {
    order.subarray(0, size).sort((a, b) => (activities[b] as Activity).at - (activities[a] as Activity).at);
    return;
  }
  for (let n = 1; n < size; n += 1) {
    const position = order[n] as number;
    const { at } = activities[position] as Activity;
    let slot = n;
    for (; slot > 0 && (activities[order[slot - 1] as number] as Activity).at < at; slot -= 1) {
      order[slot] = order[slot - 1] as number;
    }
    order[slot] = position;
  }
}

function interestsByKind(
  rules: readonly ActivityPoints[],
  tallies: readonly ActivityTally[],
): ReadonlyMap<string, readonly Interest[]> {
  const byKind = new Map<string, Interest[]>();
  rules.forEach((rule, index) => {
    for (const [kind, tests] of testsByKind(rule)) {
      const interests = byKind.get(kind) ?? [];
      interests.push({ tally: tallies[index] as ActivityTally, matches: anyOf(tests) });
      byKind.set(kind, interests);
    }
  });
  return byKind;
}

/** An activity that two filters of one rule let through counts once. */
function testsByKind(rule: ActivityPoints): ReadonlyMap<string, readonly Matches[]> {
  const tests = new Map<string, Matches[]>();
  for (const filter of rule.activities) {
    const test = compileAttributes(filter, `rule "${rule.id}"`);
    for (const kind of new Set(filterKinds(filter))) tests.set(kind, [...(tests.get(kind) ?? []), test]);
  }
  return tests;
}

function anyOf(tests: readonly Matches[]): Matches {
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : (activity) => tests.some((test) => test(activity));
}
