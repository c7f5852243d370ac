import { describe, expect, it } from 'vitest';
import { type Activity, compile, type EngagementRule } from '../../src/index.ts';
import { DATA, DAY, HOUR, leadWith, modelOf, NOW } from './arbitraries.ts';

type Limits = Partial<Omit<EngagementRule, 'id' | 'label' | 'activities' | 'points'>>;

/** Points of activities so many days ago under a rule of ten points. */
function points(limits: Limits, ...daysAgo: readonly number[]): number {
  const activities = daysAgo.map((days): Activity => ({ kind: 'a', at: NOW - days * DAY }));
  const model = modelOf({ activities: [{ kind: 'a' }], points: 10, ...limits });
  return compile(model, DATA).score(leadWith(...activities), NOW).total / 100;
}

describe('an engagement rule', () => {
  it('gives its points for each activity', () => expect(points({}, 1, 2, 3)).toBe(30));

  it('gives them once for each full count', () => {
    expect(points({ count: 3 }, 1, 2)).toBe(0);
    expect(points({ count: 3 }, 1, 2, 3, 4, 5)).toBe(10);
    expect(points({ count: 3 }, 1, 2, 3, 4, 5, 6)).toBe(20);
  });

  it('leaves out what lies before its window, to the millisecond', () => {
    expect(points({ windowDays: 7 }, 7)).toBe(0);
    expect(points({ windowDays: 7 }, 7 - 1 / DAY)).toBe(10);
  });

  it('counts at most so many within any rolling window', () => {
    const limits = { perWindow: { times: 3, days: 7 } };
    expect(points(limits, 1, 2, 3, 4)).toBe(30);
    expect(points(limits, 1, 2, 3, 8)).toBe(40);
  });

  it('waits for its cooldown', () => {
    expect(points({ cooldownDays: 1 }, 1, 1.5, 2)).toBe(20);
    expect(points({ cooldownDays: 30 }, 1, 20)).toBe(10);
  });

  it('stops at its cap', () => expect(points({ cap: 25 }, 1, 2, 3)).toBe(25));

  it('halves in its half-life, counted from the start of the day', () => {
    const dayStart = Math.floor(NOW / DAY) * DAY;
    const at = (NOW - dayStart) / DAY + 30;
    expect(points({ halfLifeDays: 30 }, at)).toBe(5);
    expect(points({ halfLifeDays: 30 }, at + 30)).toBe(2.5);
  });

  it('has its full weight for what happened today, and does not move during the day', () => {
    expect(points({ halfLifeDays: 1 }, HOUR / DAY)).toBe(10);
    const { score } = compile(modelOf({ activities: [{ kind: 'a' }], points: 10, halfLifeDays: 3 }), DATA);
    const lead = leadWith({ kind: 'a', at: NOW - 9 * DAY });
    expect(score(lead, NOW + 3 * HOUR).total).toBe(score(lead, NOW).total);
  });

  it('combines decay with a window', () => {
    expect(points({ halfLifeDays: 30, windowDays: 20 }, 25)).toBe(0);
    expect(points({ halfLifeDays: 30, windowDays: 20 }, 15)).toBeGreaterThan(7);
  });

  it('gives nothing for an open that a bot made, nor for what is still to come', () => {
    const { score } = compile(modelOf({ activities: [{ kind: 'a' }], points: 10 }), DATA);
    expect(score(leadWith({ kind: 'a', at: NOW, verified: false }), NOW).total).toBe(0);
    expect(score(leadWith({ kind: 'a', at: NOW + 1 }), NOW).total).toBe(0);
  });

  it('says when the latest happened and how many counted', () => {
    const model = modelOf({
      activities: [{ kind: 'a' }],
      points: 10,
      perWindow: { times: 2, days: 7 },
      halfLifeDays: 30,
    });
    const lead = leadWith(...[3, 1, 2].map((days) => ({ kind: 'a', at: NOW - days * DAY })));
    const [contribution] = compile(model, DATA).score(lead, NOW).contributions;
    expect(contribution?.evidence).toEqual({ at: NOW - DAY, count: 2 });
  });

  it('counts an activity once that two of its filters let through', () => {
    const model = modelOf({ activities: [{ kind: 'a' }, { kinds: ['a', 'b'] }], points: 10 });
    expect(compile(model, DATA).score(leadWith({ kind: 'a', at: NOW }), NOW).total).toBe(1_000);
  });

  it('scores thousands of activities in whatever order they come', () => {
    const activities = Array.from({ length: 5_000 }, (_, n) => ({
      kind: 'a',
      at: NOW - ((n * 7_919) % 5_000) * HOUR,
    }));
    const model = modelOf({ activities: [{ kind: 'a' }], points: 1, cooldownDays: 1 });
    expect(compile(model, DATA).score(leadWith(...activities), NOW).total).toBe(Math.ceil(5_000 / 24) * 100);
  });
});
