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

/** Who decides or influences the decision, in French and English; RE2, upper and lower case alike. */
const DECIDING_ROLE =
  'decision.?maker|economic.?buyer|budget.?holder|executive.?sponsor|influencer|champion|décideu|prescripteur|sponsor';
const DECIDING_SENIORITY = '^(owner|founder|partner|c.?level|c.?suite|executive|vp|director|head)$';
const DECIDING_TITLE =
  '\\b(c[efimopt]o|chief|founder|owner|president|partner|vp|vice.president|director|head of|pdg|dg|dsi|daf|drh)\\b|' +
  'direct(eu|ric)|gérant|dirigeant|fondat|présiden|associé';

/** Months until the purchase beyond which there is no date to speak of; our prior. */
const HORIZON_MONTHS = 12;

/** BANT on the fields that the default mapping knows: budget, need and timeline are form answers or a rep's entries. */
export function defaultBant(): CriterionPolicy[] {
  return [
    answered('budget'),
    {
      id: 'authority',
      met: [
        { field: 'person.buyingRole', matches: DECIDING_ROLE },
        { field: 'person.seniority', matches: DECIDING_SENIORITY },
        { field: 'person.jobTitle', matches: DECIDING_TITLE },
      ],
      notMet: [
        { field: 'person.buyingRole', matches: '^(end.?)?user$|^utilisat' },
        { field: 'person.seniority', in: ['entry', 'junior', 'intern', 'student', 'stagiaire'] },
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
