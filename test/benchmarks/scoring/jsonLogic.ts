import type { Lead } from '@tamis/core';
import { LogicEngine } from 'json-logic-engine';
import { type Facts, factsOf } from './facts.ts';
import { CHANNELS, COUNTRIES, INDUSTRIES, ROLES, SENIORITIES } from './model.ts';

const value = (name: keyof Facts) => ({ var: name });
const listed = (name: keyof Facts, list: readonly string[], points: number) => ({
  if: [{ in: [value(name), list] }, points, 0],
});
const title = (part: string) => ({ in: [part, value('title')] });

const FIT = {
  '+': [
    listed('industry', INDUSTRIES, 1_000),
    {
      if: [
        { '<=': [20, value('employees'), 2_000] },
        1_000,
        { if: [{ '<=': [5, value('employees'), 10_000] }, 500, 0] },
      ],
    },
    listed('seniority', SENIORITIES, 1_000),
    { if: [{ or: [title('head of'), title('responsable'), title('lead')] }, 300, 0] },
    listed('buyingRole', ROLES, 500),
    listed('country', COUNTRIES, 500),
    { if: [{ '===': [value('emailQuality'), 'business'] }, 500, 0] },
    { if: [{ '>=': [value('revenue'), 1_000_000] }, 400, 0] },
    listed('channel', CHANNELS, 300),
  ],
};
const CAPPED_FIT = { min: [FIT, 5_000] };

const TOTAL = {
  '+': [
    CAPPED_FIT,
    { min: [value('engagement'), 8_000, { '-': [10_000, CAPPED_FIT] }] },
    value('noShows'),
    { if: [{ '===': [value('emailQuality'), 'free-mail'] }, -500, 0] },
    { if: [value('roleAddress'), -300, 0] },
  ],
};

const total = new LogicEngine().build(TOTAL);

/** Hundredths in all, without reasons, by json-logic-engine's compiled form. */
export function jsonLogicTotal(lead: Lead, asOf: number): number {
  return total(factsOf(lead, asOf));
}
