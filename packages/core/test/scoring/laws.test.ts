import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, parseModel } from '../../src/index.ts';
import { activity, DATA, DAY, instant, lead, leadWith, limits, model, modelOf, NOW } from './arbitraries.ts';

describe('whatever the model and the lead', () => {
  it('the contributions sum exactly to the total, and the two sides to it as well', () => {
    fc.assert(
      fc.property(model, lead, instant, (rules, one, asOf) => {
        const score = compile(rules, DATA).score(one, asOf);
        const sum = score.contributions.reduce((total, { points }) => total + points, 0);
        expect(sum).toBe(score.total);
        expect(score.fit + score.engagement).toBe(score.total);
        expect(
          score.contributions.every(({ raw, points }) => Number.isInteger(raw) && Number.isInteger(points)),
        ).toBe(true);
      }),
    );
  });

  it('the order of the activities does not matter, nor what was scored before', () => {
    fc.assert(
      fc.property(model, lead, lead, fc.infiniteStream(fc.nat()), (rules, one, other, order) => {
        const compiled = compile(rules, DATA);
        compiled.score(other, NOW);
        const keyed = one.activities.map((each) => ({ each, key: order.next().value }));
        const shuffled = { ...one, activities: keyed.sort((a, b) => a.key - b.key).map(({ each }) => each) };
        expect(compiled.score(shuffled, NOW)).toEqual(compile(rules, DATA).score(one, NOW));
      }),
    );
  });

  it('a model read back from its JSON scores the same', () => {
    fc.assert(
      fc.property(model, lead, (rules, one) => {
        const again = parseModel(JSON.parse(JSON.stringify(rules)));
        expect(compile(again, DATA).score(one, NOW)).toEqual(compile(rules, DATA).score(one, NOW));
      }),
    );
  });

  it('one activity that counts n times is worth as much as n at the same time', () => {
    fc.assert(
      fc.property(model, lead, (rules, one) => {
        const single = one.activities.flatMap(({ count = 1, ...rest }) =>
          Array.from({ length: count }, () => rest),
        );
        const compiled = compile(rules, DATA);
        const [together, apart] = [
          compiled.score(one, NOW),
          compiled.score({ ...one, activities: single }, NOW),
        ];
        expect(Math.abs(together.total - apart.total)).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('caps hold: no rule, no side and no total is above its own', () => {
    fc.assert(
      fc.property(model, lead, (rules, one) => {
        const { contributions } = compile(rules, DATA).score(one, NOW);
        const positive = (group?: string) =>
          contributions.reduce(
            (sum, { group: own, points }) => sum + (points > 0 && (group ?? own) === own ? points : 0),
            0,
          );
        expect(positive('engagement')).toBeLessThanOrEqual((rules.caps.engagement ?? Infinity) * 100);
        expect(positive()).toBeLessThanOrEqual((rules.caps.total ?? Infinity) * 100);
        for (const { rule, points } of contributions) {
          const cap = [...rules.engagement, ...rules.negatives].find(({ id }) => id === rule);
          if (cap !== undefined && 'cap' in cap)
            expect(Math.abs(points)).toBeLessThanOrEqual((cap.cap ?? Infinity) * 100);
        }
      }),
    );
  });
});

describe('one engagement rule', () => {
  it('never gives less because one more activity happened', () => {
    fc.assert(
      fc.property(limits('a'), fc.array(activity, { maxLength: 10 }), activity, (rule, activities, more) => {
        const { score } = compile(modelOf({ points: 10, ...rule }), DATA);
        const before = score({ ...empty, activities }, NOW).total;
        expect(score({ ...empty, activities: [...activities, more] }, NOW).total).toBeGreaterThanOrEqual(
          before,
        );
      }),
    );
  });

  it('never rises by time alone once all its activities lie behind', () => {
    fc.assert(
      fc.property(
        limits('a'),
        fc.array(activity, { maxLength: 10 }),
        fc.nat(90),
        (rule, activities, days) => {
          const { score } = compile(modelOf({ points: 10, ...rule }), DATA);
          const start = NOW + 3 * DAY;
          const one = { ...empty, activities };
          expect(score(one, start + days * DAY).total).toBeLessThanOrEqual(score(one, start).total);
        },
      ),
    );
  });

  it('gives the most that its cooldown and its limit per window allow', () => {
    fc.assert(
      fc.property(limits('a'), fc.array(instant, { maxLength: 8 }), (rule, instants) => {
        const { count: _, cap: __, ...plain } = rule;
        const activities = instants.map((at) => ({ kind: 'a', at }));
        const { score } = compile(modelOf({ points: 10, ...plain }), DATA);
        expect(score({ ...empty, activities }, NOW).total).toBe(bestOf(instants, plain));
      }),
    );
  });
});

type Limits = Pick<
  Parameters<typeof modelOf>[0],
  'windowDays' | 'perWindow' | 'cooldownDays' | 'halfLifeDays'
>;

const empty = leadWith();

/** By trying every choice of activities: the best sum of ten points each, in hundredths. */
function bestOf(instants: readonly number[], rule: Limits): number {
  const usable = instants.filter((at) => at <= NOW && at > NOW - (rule.windowDays ?? Infinity) * DAY);
  let best = 0;
  for (let choice = 0; choice < 2 ** usable.length; choice += 1) {
    const chosen = usable.filter((_, index) => (choice >> index) & 1);
    if (isAllowed(chosen, rule)) best = Math.max(best, Math.round(1_000 * weightOf(chosen, rule)));
  }
  return best;
}

function isAllowed(chosen: readonly number[], { cooldownDays, perWindow }: Limits): boolean {
  const sorted = [...chosen].sort((a, b) => a - b);
  const tooClose = sorted.some((at, n) => n > 0 && at - (sorted[n - 1] ?? 0) < (cooldownDays ?? 0) * DAY);
  if (tooClose || perWindow === undefined) return !tooClose;
  return sorted.every(
    (from) => sorted.filter((at) => at >= from && at < from + perWindow.days * DAY).length <= perWindow.times,
  );
}

function weightOf(chosen: readonly number[], { halfLifeDays }: Limits): number {
  const dayStart = Math.floor(NOW / DAY) * DAY;
  const ages = [...chosen].sort((a, b) => b - a).map((at) => Math.max(0, dayStart - at) / DAY);
  return ages.reduce((sum, age) => sum + (halfLifeDays === undefined ? 1 : 0.5 ** (age / halfLifeDays)), 0);
}
