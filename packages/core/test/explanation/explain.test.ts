import { defaultModel, explain, fieldLabel, leadFields, nextActionLabel, stageLabel } from '@tamis/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyLead, anyStanding } from '../qualification/arbitraries.ts';
import { coldLead, DAY, done, idealLead, judge, model, NOW, pricingVisit } from '../qualification/leads.ts';

function explained(lead = idealLead(), language: 'fr' | 'en' = 'fr') {
  const judged = { score: model.score(lead, NOW), verdict: judge(lead) };
  return explain(judged, { model: defaultModel(), language });
}

describe('a score in words', () => {
  test('shows each rule with its points, signed, and what it rests on', () => {
    const { contributions } = explained(idealLead([pricingVisit(1), pricingVisit(2)]));
    expect(contributions).toContainEqual({
      rule: 'industry',
      group: 'fit',
      label: 'secteur visé',
      points: '+10',
      evidence: 'secteur\u00a0: software',
    });
    const pricing = contributions.find((line) => line.rule === 'pricing-page');
    expect(pricing).toMatchObject({ points: '+19,51', evidence: '2 fois, la dernière le 08/03/2026' });
    expect(explained(idealLead([pricingVisit(1), pricingVisit(2)]), 'en').contributions.at(-1)).toMatchObject(
      {
        points: '+19.51',
        evidence: '2 times, last on 2026-03-08',
      },
    );
  });

  test('shows what was taken off with a minus sign', () => {
    const { contributions, total } = explained(
      coldLead([done('meeting_no_show', 1)], { person: { email: 'ana@gmail.com' } }),
    );
    expect(contributions.map((line) => line.points)).toEqual(['−5', '−5']);
    expect(total).toBe('−10');
  });

  test('shows BANT with what is known, what is not, and the question to ask', () => {
    const lead = idealLead([], { attributes: { budget: 12_000 } });
    const [bant] = explained(lead).frameworks;
    expect(bant).toMatchObject({ framework: 'bant', qualified: false, summary: '2 sur 4' });
    expect(bant?.criteria).toMatchObject([
      { label: 'budget', stateLabel: 'rempli', evidence: ['budget\u00a0: 12000'], question: null },
      {
        label: 'pouvoir de décision',
        stateLabel: 'rempli',
        evidence: ['fonction\u00a0: Directrice marketing'],
      },
      {
        label: 'besoin',
        stateLabel: 'inconnu',
        question: 'Quel problème cherchez-vous à résoudre en premier\u202f?',
      },
      { label: 'échéance', stateLabel: 'inconnu', question: 'Pour quand vous faut-il une solution\u202f?' },
    ]);
  });

  test('lists what is missing in the reader’s words', () => {
    expect(explained(idealLead(), 'en').missing).toContainEqual({
      field: 'person.buyingRole',
      label: 'buying role',
    });
    expect(explained(idealLead(), 'fr').missing).toContainEqual({
      field: 'attributes.need',
      label: 'besoin',
    });
  });

  test('the points shown add up to the total shown', () => {
    fc.assert(
      fc.property(anyLead, anyStanding, (lead, standing) => {
        const judged = { score: model.score(lead, NOW), verdict: judge(lead, { standing }) };
        const { contributions, total } = explain(judged, { model: defaultModel(), language: 'en' });
        const hundredths = contributions.reduce((sum, line) => sum + inHundredths(line.points), 0);
        expect(hundredths).toBe(inHundredths(total));
      }),
      { numRuns: 300 },
    );
  });

  test('names stages and actions', () => {
    expect(stageLabel('sql', 'fr')).toBe('SQL (prêt pour les ventes)');
    expect(stageLabel('disqualified', 'en')).toBe('Disqualified');
    expect(nextActionLabel('propose-upgrade', 'fr')).toBe('proposer une offre supérieure');
  });

  test.each(['fr', 'en'] as const)('has a %s name for every lead field', (language) => {
    const nameless = [...leadFields.keys()].filter(
      (path) => fieldLabel(path, language) === path && path !== 'deals',
    );
    expect(nameless).toEqual([]);
    expect(fieldLabel('attributes.plan', language)).toBe('plan');
  });

  test('a date in the explanation is the UTC day of the activity', () => {
    const lead = coldLead([{ kind: 'meeting_booked', at: Date.UTC(2026, 0, 31, 23, 59) }]);
    const line = explained(lead, 'fr').contributions.find((one) => one.rule === 'meeting-booked');
    expect(line?.evidence).toBe('le 31/01/2026');
    expect(NOW - Date.UTC(2026, 0, 31)).toBeGreaterThan(30 * DAY);
  });
});

/** `−5` and `+19.51` as integer hundredths. */
function inHundredths(points: string): number {
  return Math.round(Number(points.replace('−', '-')) * 100);
}
