import type { Activity, Instant, Lead } from '../lead/lead.ts';
import { compileAttributes, filterKinds } from './activityFilter.ts';
import { ActivityTally } from './activityTally.ts';
import type { ActivityPoints } from './model.ts';
import { Timeline } from './timeline.ts';

type Matches = (activity: Activity) => boolean;

/** One rule's interest in one kind of activity. */
interface Interest {
  readonly tally: ActivityTally;
  readonly matches: Matches;
}

/** All activity rules of a model over one lead's activities, in one pass. */
export class ActivityBook {
  /** In the order of the rules given. */
  readonly tallies: readonly ActivityTally[];
  /** Each kind that some rule looks at, numbered. */
  readonly #kinds: ReadonlyMap<string, number>;
  /** By the kind's number. */
  readonly #interests: readonly (readonly Interest[])[];
  readonly #timeline = new Timeline();

  constructor(rules: readonly ActivityPoints[]) {
    this.tallies = rules.map((rule) => new ActivityTally(rule));
    const byKind = interestsByKind(rules, this.tallies);
    this.#kinds = new Map([...byKind.keys()].map((kind, number) => [kind, number]));
    this.#interests = [...byKind.values()];
  }

  /** Tallies a lead as of an instant. Rules that need tracking are left empty where it may not be used. */
  count(lead: Lead, asOf: Instant, options: { dayStart: Instant; tracked: boolean }): void {
    for (const tally of this.tallies) tally.begin(asOf, options.dayStart);
    this.#timeline.fill(lead.activities, asOf, this.#kinds);
    const { size, positions, kinds } = this.#timeline;
    for (let n = 0; n < size; n += 1) {
      const activity = lead.activities[positions[n] as number] as Activity;
      const interests = this.#interests[kinds[n] as number] as readonly Interest[];
      for (let i = 0; i < interests.length; i += 1) {
        const { tally, matches } = interests[i] as Interest;
        if ((options.tracked || !tally.needsTracking) && matches(activity)) tally.add(activity);
      }
    }
  }

  /** Every tally with each activity that its filters let through, whenever it happens. */
  *matching(lead: Lead): Generator<{ readonly tally: ActivityTally; readonly activity: Activity }> {
    for (const activity of lead.activities) {
      if (activity.verified === false) continue;
      for (const { tally, matches } of this.#interests[this.#kinds.get(activity.kind) ?? -1] ?? []) {
        if (matches(activity)) yield { tally, activity };
      }
    }
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
