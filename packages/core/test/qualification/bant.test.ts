import type { Lead } from '@tamis/core';
import { describe, expect, test } from 'vitest';
import { coldLead, judge } from './leads.ts';

function letters(rest: Partial<Lead>) {
  const [framework] = judge(coldLead([], rest)).frameworks;
  return Object.fromEntries((framework?.criteria ?? []).map((one) => [one.id, one.state]));
}

describe('BANT', () => {
  test('what is not known is unknown, never "no", and comes with the question to ask', () => {
    const verdict = judge(coldLead());
    const [framework] = verdict.frameworks;
    expect(framework).toMatchObject({ framework: 'bant', met: 0, needed: 3, qualified: false });
    expect(framework?.criteria.map((one) => [one.state, one.question])).toEqual([
      ['unknown', 'budget'],
      ['unknown', 'authority'],
      ['unknown', 'need'],
      ['unknown', 'timeline'],
    ]);
    expect(verdict.missing).toEqual(expect.arrayContaining(['attributes.budget', 'person.buyingRole']));
  });

  test('a field that says "none" is a no', () => {
    expect(letters({ attributes: { budget: 'Aucun', need: 'no', timeline: 'none' } })).toMatchObject({
      budget: 'not-met',
      need: 'not-met',
      timeline: 'not-met',
    });
    expect(letters({ attributes: { budget: 0, need: '', timeline: null } })).toMatchObject({
      budget: 'not-met',
      need: 'unknown',
      timeline: 'unknown',
    });
  });

  test('a timeline counts in words or in months, up to a year', () => {
    expect(letters({ attributes: { timeline: 'ce trimestre' } }).timeline).toBe('met');
    expect(letters({ attributes: { timeline: 6 } }).timeline).toBe('met');
    expect(letters({ attributes: { timeline: '6' } }).timeline).toBe('met');
    expect(letters({ attributes: { timeline: 24 } }).timeline).toBe('not-met');
  });

  test.each([
    [{ jobTitle: 'Gérante' }, 'met'],
    [{ jobTitle: 'VP Sales' }, 'met'],
    [{ jobTitle: 'PDG' }, 'met'],
    [{ buyingRole: 'INFLUENCER' }, 'met'],
    [{ seniority: 'C-Level' }, 'met'],
    [{ seniority: 'entry', jobTitle: 'Stagiaire' }, 'not-met'],
    [{ buyingRole: 'END_USER' }, 'not-met'],
    [{ jobTitle: 'Comptable' }, 'unknown'],
    [{ jobTitle: 'Chargée de mission DGA' }, 'unknown'],
  ])('authority of %o is %s', (person, state) => {
    expect(letters({ person }).authority).toBe(state);
  });

  test('each letter that is met or not names the field and its value', () => {
    const [framework] = judge(coldLead([], { attributes: { budget: 5_000 } })).frameworks;
    expect(framework?.criteria[0]?.evidence).toEqual([{ field: 'attributes.budget', value: 5_000 }]);
  });
});
