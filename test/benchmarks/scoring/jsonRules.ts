import type { Lead } from '@tamis/core';
import { Engine, type RuleProperties } from 'json-rules-engine';
import { type Facts, factsOf } from './facts.ts';
import { CHANNELS, COUNTRIES, INDUSTRIES, ROLES, SENIORITIES } from './model.ts';

type Test = { readonly operator: string; readonly value: unknown };

function rule(fact: keyof Facts, points: number, tests: readonly Test[]): RuleProperties {
  return {
    conditions: { all: tests.map(({ operator, value }) => ({ fact, operator, value })) },
    event: { type: points < 0 ? 'negative' : 'fit', params: { points } },
  };
}

const listed = (value: readonly string[]): readonly Test[] => [{ operator: 'in', value }];
const between = (min: number, max: number): readonly Test[] => [
  { operator: 'greaterThanInclusive', value: min },
  { operator: 'lessThanInclusive', value: max },
];

const RULES: readonly RuleProperties[] = [
  rule('industry', 1_000, listed(INDUSTRIES)),
  rule('employees', 1_000, between(20, 2_000)),
  rule('employees', 500, between(5, 19)),
  rule('employees', 500, between(2_001, 10_000)),
  rule('seniority', 1_000, listed(SENIORITIES)),
  rule('title', 300, [{ operator: 'mentions', value: ['head of', 'responsable', 'lead'] }]),
  rule('buyingRole', 500, listed(ROLES)),
  rule('country', 500, listed(COUNTRIES)),
  rule('emailQuality', 500, [{ operator: 'equal', value: 'business' }]),
  rule('revenue', 400, [{ operator: 'greaterThanInclusive', value: 1_000_000 }]),
  rule('channel', 300, listed(CHANNELS)),
  rule('emailQuality', -500, [{ operator: 'equal', value: 'free-mail' }]),
  rule('roleAddress', -300, [{ operator: 'equal', value: true }]),
];

const engine = new Engine([...RULES]);
engine.addOperator<string, readonly string[]>('mentions', (text, parts) =>
  parts.some((part) => text.includes(part)),
);

/** Hundredths in all, by json-rules-engine; caps are applied to what its events say, since its rules cannot. */
export async function jsonRulesTotal(lead: Lead, asOf: number): Promise<number> {
  const facts = factsOf(lead, asOf);
  const { events } = await engine.run({ ...facts });
  const sum = (type: string) =>
    events.reduce((total, event) => total + (event.type === type ? Number(event.params?.points) : 0), 0);
  const fit = Math.min(sum('fit'), 5_000);
  return fit + Math.min(facts.engagement, 8_000, 10_000 - fit) + facts.noShows + sum('negative');
}
