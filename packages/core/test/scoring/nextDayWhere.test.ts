import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CompiledModel,
  compile,
  defaultModel,
  emptyLead,
  type Lead,
  type LeadScore,
} from '../../src/index.ts';
import { DATA, DAY, HOUR, lead, leadWith, model, modelOf, NOW } from './arbitraries.ts';

type Differs = (score: LeadScore) => boolean;

/** What stays true while contributions fade, as the search asks of its callers. */
const QUESTIONS: readonly ((today: LeadScore) => Differs)[] = [
  (today) => (score) => score.grade !== today.grade,
  (today) => (score) => score.total < today.total - 500,
  (today) => (score) => score.total !== today.total,
  (today) => (score) => score.gates.length !== today.gates.length,
  (today) => (score) => names(score) !== names(today),
];

function names(score: LeadScore): string {
  return score.contributions
    .filter(({ points }) => Math.abs(points) >= 100)
    .map(({ rule }) => rule)
    .join();
}

/** By looking at every six hours, which is the grid of all instants in these leads. */
function bruteForce({ score }: CompiledModel, from: { one: Lead; differs: Differs }): number | null {
  const grid = Math.floor(NOW / (3 * HOUR)) * 3 * HOUR;
  for (let at = grid + 3 * HOUR; at < NOW + 1_000 * DAY; at += 3 * HOUR)
    if (from.differs(score(from.one, at))) return at;
  return null;
}

describe('the next instant at which a score changes by time alone', () => {
  it('is the one that a search of every three hours finds', () => {
    fc.assert(
      fc.property(model, lead, fc.constantFrom(...QUESTIONS), (rules, one, question) => {
        const compiled = compile(rules, DATA);
        const differs = question(compiled.score(one, NOW));
        expect(compiled.nextDayWhere(one, NOW, differs)).toBe(bruteForce(compiled, { one, differs }));
      }),
      { numRuns: 100 },
    );
  });

  it('is never for a lead without activities, whatever is asked', () => {
    const { nextDayWhere } = compile(defaultModel(), DATA);
    expect(nextDayWhere(emptyLead('1'), NOW, () => true)).toBeNull();
  });

  it('is the very millisecond at which a window ends', () => {
    const at = NOW - 3 * DAY + 1;
    const compiled = compile(modelOf({ activities: [{ kind: 'a' }], points: 5, windowDays: 7 }), DATA);
    expect(compiled.nextDayWhere(leadWith({ kind: 'a', at }), NOW, ({ total }) => total === 0)).toBe(
      at + 7 * DAY,
    );
  });

  it('is the start of a UTC day for what fades', () => {
    const compiled = compile(modelOf({ activities: [{ kind: 'a' }], points: 10, halfLifeDays: 30 }), DATA);
    const found = compiled.nextDayWhere(leadWith({ kind: 'a', at: NOW }), NOW, ({ total }) => total < 500);
    expect(found).toBe(Math.ceil((NOW + 30 * DAY) / DAY) * DAY);
  });

  it('is the instant of a meeting still to come', () => {
    const compiled = compile(modelOf({ activities: [{ kind: 'a' }], points: 10 }), DATA);
    const at = NOW + 5 * HOUR;
    expect(compiled.nextDayWhere(leadWith({ kind: 'a', at }), NOW, ({ total }) => total > 0)).toBe(at);
  });

  it('is found where a cap lets one rule rise while another fades', () => {
    const base = modelOf({ activities: [{ kind: 'a' }], points: 20, halfLifeDays: 10 });
    const second = {
      id: 'second',
      label: { fr: 's', en: 's' },
      activities: [{ kind: 'b' }],
      points: 10,
      halfLifeDays: 2,
    };
    const compiled = compile(
      { ...base, engagement: [...base.engagement, second], caps: { engagement: 20 } },
      DATA,
    );
    const one = leadWith({ kind: 'a', at: NOW }, { kind: 'b', at: NOW });
    const differs: Differs = ({ contributions }) =>
      contributions.some(({ rule, points }) => rule === 'second' && points > 100);
    expect(compiled.nextDayWhere(one, NOW, differs)).toBe(bruteForce(compiled, { one, differs }));
  });
});
