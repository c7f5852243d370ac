import fc from 'fast-check';
import {
  type Activity,
  defaultModel,
  type EngagementRule,
  emptyLead,
  type Lead,
  type ScoringModel,
} from '../../src/index.ts';

export const DAY = 86_400_000;
export const HOUR = DAY / 24;
export const NOW = Date.UTC(2026, 10, 20, 15);

/** Lists without a single domain on them but one of each sort. */
export const DATA = {
  freeMailDomains: new Set(['gmail.com']),
  disposableDomains: new Set(['mailinator.com']),
  competitorDomains: new Set(['rival.example']),
};

/** An instant on a grid of six hours, up to 60 days before and two days after {@link NOW}: boundaries of windows are hit often. */
export const instant = fc.integer({ min: -240, max: 8 }).map((step) => NOW + step * 6 * HOUR);

export const activity: fc.Arbitrary<Activity> = fc.record(
  {
    kind: fc.constantFrom('a', 'b', 'c'),
    at: instant,
    count: fc.integer({ min: 1, max: 4 }),
    verified: fc.boolean(),
    attributes: fc.record({ path: fc.constantFrom('/pricing', '/blog') }),
  },
  { requiredKeys: ['kind', 'at'] },
);

const optionalDays = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: undefined });

/** The limits of an activity rule on the given kind. */
export function limits(kind: string): fc.Arbitrary<Omit<EngagementRule, 'id' | 'label' | 'points'>> {
  return fc
    .record({
      count: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      windowDays: optionalDays(40),
      perWindow: fc.option(
        fc.record({ times: fc.integer({ min: 1, max: 3 }), days: fc.integer({ min: 1, max: 14 }) }),
        {
          nil: undefined,
        },
      ),
      cap: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
      cooldownDays: optionalDays(10),
      halfLifeDays: optionalDays(60),
    })
    .map((found) => ({ activities: [{ kind }], ...found }));
}

const named = (id: string) => ({ id, label: { fr: id, en: id } });

/** A model of three activity rules, one of them negative, two field rules and caps. */
export const model: fc.Arbitrary<ScoringModel> = fc
  .record({
    a: limits('a'),
    b: limits('b'),
    c: limits('c'),
    points: fc.array(
      fc.integer({ min: 1, max: 2_000 }).map((hundredths) => hundredths / 100),
      { minLength: 4, maxLength: 4 },
    ),
    caps: fc.record(
      { engagement: fc.integer({ min: 5, max: 60 }), total: fc.integer({ min: 5, max: 80 }) },
      { requiredKeys: [] },
    ),
    age: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ a, b, c, points: [pa = 1, pb = 1, pc = 1, pf = 1], caps, age }) => ({
    ...defaultModel(),
    caps,
    fit: [
      { ...named('young'), when: { field: 'createdAt', newerThan: age }, points: pf },
      { ...named('director'), when: { field: 'person.seniority', equals: 'director' }, points: 10 },
    ],
    engagement: [
      { ...named('rule-a'), points: pa, ...a },
      { ...named('rule-b'), points: pb, ...b },
    ],
    negatives: [{ ...named('rule-c'), points: -pc, ...c }],
    gates: [
      {
        ...named('recent-c'),
        effect: 'block-hand-over',
        when: { activity: { kind: 'c' }, atLeast: 2, withinDays: age },
      },
    ],
  }));

export const lead: fc.Arbitrary<Lead> = fc
  .record({
    activities: fc.array(activity, { maxLength: 12 }),
    createdAt: fc.option(instant, { nil: undefined }),
    seniority: fc.constantFrom('director', 'entry', '', null),
  })
  .map(({ activities, createdAt, seniority }) => ({
    ...emptyLead('lead'),
    activities,
    person: { seniority },
    ...(createdAt === undefined ? {} : { createdAt }),
  }));

/** A model with one engagement rule and nothing else. */
export function modelOf(rule: Omit<EngagementRule, 'id' | 'label'>): ScoringModel {
  return {
    ...defaultModel(),
    fit: [],
    engagement: [{ ...named('rule'), ...rule }],
    negatives: [],
    gates: [],
    caps: {},
  };
}

/** A lead with the given activities. */
export function leadWith(...activities: readonly Activity[]): Lead {
  return { ...emptyLead('lead'), activities: [...activities] };
}
