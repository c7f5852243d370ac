import { defaultModel, sourcesNeeded } from '@tamis/core';
import { describe, expect, it } from 'vitest';
import { parseMapping, rulesWithoutSource } from '../src/index.ts';
import { DOCUMENT, KNOWN } from './support/crm.ts';

const mapping = parseMapping(DOCUMENT, KNOWN);
const rule = {
  rule: 'r',
  group: 'engagement',
  label: { fr: 'r', en: 'r' },
  fields: [],
  activities: [],
} as const;
const judged = (need: {
  fields?: readonly string[];
  activities?: readonly { kind: string; attributes: readonly string[] }[];
}) => rulesWithoutSource([{ ...rule, ...need }], mapping, KNOWN);

describe('a rule on a connection', () => {
  it('has a source where one of its fields or activities is mapped', () => {
    expect(judged({ fields: ['person.email'] })).toEqual([]);
    expect(judged({ fields: ['person.jobTitle', 'company.employees'] })).toEqual([]);
    expect(judged({ activities: [{ kind: 'no_show', attributes: [] }] })).toEqual([]);
    expect(judged({ activities: [{ kind: 'page_view', attributes: ['path'] }] })).toEqual([]);
    expect(judged({ fields: ['deals'] })).toEqual([]);
  });

  it('is named with what is missing where nothing tells', () => {
    expect(judged({ fields: ['person.jobTitle'] })).toEqual([
      { rule: 'r', reason: 'no-field', missing: ['person.jobTitle'] },
    ]);
    expect(judged({ activities: [{ kind: 'referral', attributes: [] }] })).toEqual([
      { rule: 'r', reason: 'no-activity', missing: ['referral'] },
    ]);
    expect(judged({ activities: [{ kind: 'email_open', attributes: ['campaign'] }] })).toEqual([
      { rule: 'r', reason: 'no-attribute', missing: ['campaign'] },
    ]);
  });

  it('loses its source when the CRM does not have the field', () => {
    const known = KNOWN.filter(({ name }) => name !== 'opens' && name !== 'email');
    const needs = [
      { ...rule, activities: [{ kind: 'email_open', attributes: [] }] },
      { ...rule, fields: ['person.email'] },
    ];
    expect(rulesWithoutSource(needs, mapping, known).map(({ reason }) => reason)).toEqual([
      'no-activity',
      'no-field',
    ]);
  });

  it('of the default model is named exactly when the mapping gives it nothing', () => {
    const needs = sourcesNeeded(defaultModel());
    const empty = parseMapping({ version: 1, fields: [], signals: [], activities: [] });
    expect(rulesWithoutSource(needs, empty)).toHaveLength(needs.length);
    const here = rulesWithoutSource(needs, mapping, KNOWN);
    expect(here.length).toBeGreaterThan(0);
    expect(here.length).toBeLessThan(needs.length);
  });
});
