import type { Condition } from '../scoring/condition.ts';
import type { CriterionPolicy } from './policy.ts';

/** Answers that say "there is none" in a form or a CRM field. */
const NONE = [
  'none',
  'no',
  'false',
  '0',
  'n/a',
  'aucun',
  'aucune',
  'non',
  'sans objet',
  'pas de budget',
  'no budget',
];

/** Titles that decide or share in the decision, in French and English. */
const DECIDES =
  '\\b(c[efimopt]o|chief|founder|owner|president|partner|vp|vice.president|director|head of|pdg|dg|directeur|directrice|gérante?|dirigeante?|fondateur|fondatrice|présidente?)\\b';

/** Months until the purchase beyond which there is no date to speak of; our prior. */
const HORIZON_MONTHS = 12;

/** BANT on the fields that the default mapping knows: budget, need and timeline are form answers or a rep's entries. */
export function defaultBant(): CriterionPolicy[] {
  return [
    answered('budget'),
    {
      id: 'authority',
      met: [
        {
          field: 'person.buyingRole',
          in: ['decision-maker', 'economic-buyer', 'budget-holder', 'influencer', 'champion'],
        },
        {
          field: 'person.seniority',
          in: ['owner', 'founder', 'partner', 'c-level', 'executive', 'vp', 'director'],
        },
        { field: 'person.jobTitle', matches: DECIDES },
      ],
      notMet: [
        { field: 'person.buyingRole', in: ['user', 'end-user'] },
        { field: 'person.seniority', in: ['entry', 'junior', 'intern', 'student'] },
      ],
      ask: ['person.buyingRole', 'person.seniority', 'person.jobTitle'],
    },
    answered('need'),
    {
      id: 'timeline',
      met: [
        withinHorizon(),
        { all: [{ field: 'attributes.timeline', matches: '[^0-9. ]' }, given('timeline')] },
      ],
      notMet: [denied('timeline'), { field: 'attributes.timeline', between: { min: HORIZON_MONTHS + 1 } }],
      ask: ['attributes.timeline'],
    },
  ];
}

function answered(id: 'budget' | 'need'): CriterionPolicy {
  const field = `attributes.${id}`;
  return { id, met: [given(id)], notMet: [denied(id)], ask: [field] };
}

function given(name: string): Condition {
  return { not: denied(name) };
}

function denied(name: string): Condition {
  return { field: `attributes.${name}`, in: NONE };
}

function withinHorizon(): Condition {
  return { field: 'attributes.timeline', between: { min: 0, max: HORIZON_MONTHS } };
}
