import type { Lead, Standing, Verdict } from '@tamis/core';
import { compileExplainer, defaultModel } from '@tamis/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyLead, anyStanding, quietLead } from './arbitraries.ts';
import {
  coldLead,
  DAY,
  done,
  HOUR,
  idealLead,
  judge,
  model,
  NOW,
  pricingVisit,
  standingAt,
} from './leads.ts';

const { written } = compileExplainer(defaultModel(), 'fr');

/** What a caller writes or keeps of a verdict. */
function seen(lead: Lead, verdict: Verdict, asOf: number): string {
  const score = model.score(lead, asOf);
  const { standing } = verdict;
  return JSON.stringify([
    verdict.stage,
    score.grade,
    verdict.handOver,
    verdict.hot,
    verdict.nextAction,
    verdict.frameworks.map((framework) => framework.criteria.map((one) => one.state)),
    written({ score, verdict }),
    score.contributions.filter((one) => Math.abs(one.points) >= 100).map((one) => one.rule),
    [standing.stage, standing.exitSince, standing.manual, standing.answeredAt],
  ]);
}

/** The first hour within `days` at which something is seen to differ. */
function firstDifference(lead: Lead, standing: Standing, days: number): number | null {
  const now = judge(lead, { standing });
  const before = seen(lead, now, NOW);
  for (let asOf = NOW + HOUR; asOf <= NOW + days * DAY; asOf += HOUR) {
    if (seen(lead, judge(lead, { standing: now.standing, asOf }), asOf) !== before) return asOf;
  }
  return null;
}

function promised(lead: Lead, standing: Standing, days: number): number | null {
  const { changesAt } = judge(lead, { standing });
  return changesAt !== null && changesAt <= NOW + days * DAY ? changesAt : null;
}

describe('changesAt', () => {
  test('is the very hour at which stepping through time sees the first difference', () => {
    fc.assert(
      fc.property(fc.oneof(quietLead, anyLead), anyStanding, (lead, standing) => {
        expect(promised(lead, standing, 20)).toBe(firstDifference(lead, standing, 20));
      }),
      { numRuns: 120 },
    );
  });

  test('is the end of the week for a hot lead', () => {
    const lead = coldLead([pricingVisit(1), pricingVisit(2), pricingVisit(3)]);
    const verdict = judge(lead, { standing: standingAt('sql') });
    expect(verdict.hot).toBe(true);
    expect(verdict.changesAt).toBeLessThanOrEqual(NOW + 4 * DAY);
    expect(judge(lead, { standing: verdict.standing, asOf: NOW + 4 * DAY }).hot).toBe(false);
  });

  test('is the day on which the score falls below the exit threshold, so that its clock starts on time', () => {
    const lead = idealLead([done('webinar_attended', 0)], { company: {} });
    let standing = standingAt('mql');
    let asOf = NOW;
    for (let steps = 0; steps < 50; steps += 1) {
      const verdict = judge(lead, { standing, asOf });
      if (verdict.changesAt === null) break;
      ({ standing } = verdict);
      asOf = verdict.changesAt;
    }
    expect(judge(lead, { standing, asOf }).stage).toBe('mql');
  });

  test('is null for a lead that only new data can change', () => {
    expect(judge(idealLead()).changesAt).toBeNull();
  });
});
