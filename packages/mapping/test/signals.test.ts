import type { CrmRecord, Fields } from '@tamis/adapter';
import { activitySchema } from '@tamis/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Derived,
  deriveActivities,
  mergeSnapshots,
  parseMapping,
  type SignalSnapshot,
} from '../src/index.ts';
import { contact, DAY, DOCUMENT, HOUR, KNOWN, MORNING } from './support/crm.ts';

const mapping = parseMapping(DOCUMENT, KNOWN);
const iso = (at: number) => new Date(at).toISOString();

function derive(
  fields: Fields,
  previous: SignalSnapshot | null = null,
  more: Partial<CrmRecord> = {},
): Derived {
  return deriveActivities(contact(fields, more), previous, mapping);
}

function activitiesOf({ activities }: Derived) {
  return activities.map(({ activity }) => activity);
}

const opens = (count: number, at: number): Fields => ({ opens: String(count), last_open: iso(at) });
const views = (count: number, at: number, page: string): Fields => ({
  views: String(count),
  last_view: iso(at),
  last_page: page,
});

describe('a running total', () => {
  it('seen for the first time is that many activities at its last date', () => {
    expect(activitiesOf(derive(opens(4, MORNING)))).toEqual([
      { kind: 'email_open', at: MORNING, count: 4, derived: true },
    ]);
  });

  it('that grew between two pulls is one dated activity with the increase', () => {
    const { snapshot } = derive(opens(4, MORNING));
    expect(activitiesOf(derive(opens(6, MORNING + DAY), snapshot))).toEqual([
      { kind: 'email_open', at: MORNING + DAY, count: 2, derived: true },
    ]);
  });

  it('that shrank, because of a merge or a reset, takes nothing back and starts anew', () => {
    const { snapshot } = derive(opens(9, MORNING));
    const shrunk = derive(opens(2, MORNING), snapshot);
    expect(activitiesOf(shrunk)).toEqual([]);
    expect(activitiesOf(derive(opens(3, MORNING + DAY), shrunk.snapshot))).toMatchObject([{ count: 1 }]);
  });

  it('that was not read this time stays what it was', () => {
    const { snapshot } = derive(opens(4, MORNING));
    expect(derive({}, snapshot)).toEqual({ activities: [], snapshot, problems: [] });
  });

  it('that is no whole number is a problem and no activity', () => {
    const { activities, problems } = derive({ opens: '2.5', last_open: iso(MORNING) });
    expect(activities).toEqual([]);
    expect(problems).toMatchObject([{ field: 'opens', code: 'not-a-count' }]);
  });

  it('without a date happened when the record was last modified', () => {
    expect(activitiesOf(derive({ opens: 1, last_open: null }))).toMatchObject([{ at: MORNING }]);
  });

  it('tells the page of the latest view only: two other views are not visits of the prices', () => {
    expect(activitiesOf(derive(views(3, MORNING, '/pricing')))).toEqual([
      { kind: 'page_view', at: MORNING, count: 1, derived: true, attributes: { path: '/pricing' } },
      { kind: 'page_view', at: MORNING, count: 2, derived: true },
    ]);
  });
});

describe('past values', () => {
  const history = {
    last_page: [
      { value: '/pricing', at: MORNING },
      { value: '/demo', at: MORNING - DAY },
      { value: null, at: MORNING - 2 * DAY },
    ],
  };

  it('are one activity each at their own times, and the rest has no page', () => {
    expect(activitiesOf(derive(views(5, MORNING, '/pricing'), null, { history }))).toEqual([
      { kind: 'page_view', at: MORNING, count: 1, attributes: { path: '/pricing' } },
      { kind: 'page_view', at: MORNING - DAY, count: 1, attributes: { path: '/demo' } },
      { kind: 'page_view', at: MORNING, count: 3, derived: true },
    ]);
  });

  it('that were counted before are not counted again', () => {
    const { snapshot } = derive(views(2, MORNING, '/pricing'), null, { history });
    const at = MORNING + HOUR;
    const more = { history: { last_page: [{ value: '/faq', at }, ...history.last_page] } };
    expect(activitiesOf(derive(views(3, at, '/faq'), snapshot, more))).toEqual([
      { kind: 'page_view', at, count: 1, attributes: { path: '/faq' } },
    ]);
  });

  it('that are dated a little after the visit do not count it twice', () => {
    const { snapshot } = derive(views(1, MORNING, '/pricing'));
    const at = MORNING + HOUR;
    const late = [
      { value: '/faq', at: at + 5000 },
      { value: '/pricing', at: MORNING + 5000 },
    ];
    const next = derive(views(2, at, '/faq'), snapshot, { history: { last_page: late } });
    expect(activitiesOf(next)).toMatchObject([{ count: 1, attributes: { path: '/faq' } }]);
  });
});

it('a date that the CRM moves back does not count the same page again', () => {
  const pricing = { value: '/pricing', at: MORNING };
  const first = derive(views(1, MORNING, '/pricing'), null, { history: { last_page: [pricing] } });
  const back = derive(views(2, MORNING - DAY, '/faq'), first.snapshot);
  const history = { last_page: [{ value: '/demo', at: MORNING + DAY }, pricing] };
  const next = derive(views(4, MORNING + DAY, '/demo'), back.snapshot, { history });
  expect(activitiesOf(next).map(({ attributes }) => attributes?.path)).toEqual(['/demo', undefined]);
});

describe('a last date without a total', () => {
  it('is one activity for each new date', () => {
    const first = derive({ last_meeting: iso(MORNING) });
    expect(activitiesOf(first)).toEqual([{ kind: 'meeting_booked', at: MORNING, count: 1, derived: true }]);
    expect(activitiesOf(derive({ last_meeting: String(MORNING) }, first.snapshot))).toEqual([]);
    const next = derive({ last_meeting: iso(MORNING + DAY) }, first.snapshot);
    expect(activitiesOf(next)).toMatchObject([{ at: MORNING + DAY }]);
  });

  it('that was moved back is nothing new', () => {
    const { snapshot } = derive({ last_meeting: iso(MORNING) });
    const back = derive({ last_meeting: iso(MORNING - DAY) }, snapshot);
    expect(back.activities).toEqual([]);
    expect(derive({ last_meeting: iso(MORNING) }, back.snapshot).activities).toEqual([]);
  });
});

it('two records merged into one bring nothing that was not counted before', () => {
  const [kept, gone] = [derive(opens(4, MORNING)), derive(opens(3, MORNING + HOUR))];
  const merged = mergeSnapshots(kept.snapshot, gone.snapshot);
  expect(derive(opens(7, MORNING + HOUR), merged).activities).toEqual([]);
  expect(activitiesOf(derive(opens(8, MORNING + DAY), merged))).toMatchObject([{ count: 1 }]);
});

const totals = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 20 })), {
  minLength: 1,
  maxLength: 12,
});
const page = fc.constantFrom('/pricing', '/demo', '');

/** What the CRM shows after each step of a course: the total, its date, and the past pages where it keeps them. */
function shown(course: readonly (readonly [number, number])[], path: string, withHistory: boolean) {
  const past: { value: string; at: number }[] = [];
  let [at, last] = [MORNING, 0];
  return course.map(([total, hours]) => {
    at += hours * HOUR;
    if (total > last) past.unshift({ value: path, at });
    const grew = Math.max(total - last, 0);
    last = total;
    return {
      record: contact(views(total, at, path), withHistory ? { history: { last_page: [...past] } } : {}),
      grew,
    };
  });
}

describe('for any course of a total', () => {
  const course = fc.tuple(totals, page, fc.boolean()).map((args) => shown(...args));

  it('the activities are valid, have keys of their own, and count exactly what it grew by', () => {
    fc.assert(
      fc.property(course, (steps) => {
        const stored = new Map<string, number>();
        let previous: SignalSnapshot | null = null;
        for (const { record } of steps) {
          const { activities, snapshot } = deriveActivities(record, previous, mapping);
          for (const { key, activity } of activities) {
            expect(activitySchema.parse(activity)).toEqual(activity);
            expect(stored.has(key)).toBe(false);
            stored.set(key, activity.count ?? 1);
          }
          previous = snapshot;
        }
        const counted = [...stored.values()].reduce((sum, count) => sum + count, 0);
        expect(counted).toBe(steps.reduce((sum, { grew }) => sum + grew, 0));
      }),
    );
  });

  it('deriving the same record again gives the same, and after its snapshot nothing', () => {
    fc.assert(
      fc.property(course, (steps) => {
        let previous: SignalSnapshot | null = null;
        for (const { record } of steps) {
          const derived = deriveActivities(record, previous, mapping);
          expect(deriveActivities(record, previous, mapping)).toEqual(derived);
          expect(deriveActivities(record, derived.snapshot, mapping).activities).toEqual([]);
          previous = derived.snapshot;
        }
      }),
    );
  });
});
