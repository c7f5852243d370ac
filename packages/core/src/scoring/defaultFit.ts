import type { FitRule } from './model.ts';

const INDUSTRIES = [
  'software',
  'computer software',
  'COMPUTER_SOFTWARE',
  'saas',
  'logiciel',
  'internet',
  'information technology',
  'INFORMATION_TECHNOLOGY_AND_SERVICES',
  'information services',
  'INFORMATION_SERVICES',
  'informatique',
  'telecommunications',
  'financial services',
  'FINANCIAL_SERVICES',
  'services financiers',
  'insurance',
  'assurance',
  'banking',
  'banque',
  'management consulting',
  'MANAGEMENT_CONSULTING',
  'conseil',
  'marketing and advertising',
  'MARKETING_AND_ADVERTISING',
  'professional services',
  'human resources',
  'HUMAN_RESOURCES',
  'staffing and recruiting',
  'STAFFING_AND_RECRUITING',
  'e-learning',
  'E_LEARNING',
];

const COUNTRIES = [
  ...[
    'FR',
    'France',
    'BE',
    'Belgium',
    'Belgique',
    'CH',
    'Switzerland',
    'Suisse',
    'LU',
    'Luxembourg',
    'MC',
    'Monaco',
  ],
  ...['CA', 'Canada', 'DE', 'Germany', 'Allemagne', 'ES', 'Spain', 'Espagne', 'IT', 'Italy', 'Italie'],
  ...[
    'NL',
    'Netherlands',
    'Pays-Bas',
    'GB',
    'UK',
    'United Kingdom',
    'Royaume-Uni',
    'US',
    'USA',
    'United States',
  ],
];

const SENIORITIES = [
  'owner',
  'founder',
  'c-level',
  'c_suite',
  'executive',
  'partner',
  'vp',
  'director',
  'head',
];

const SENIOR_TITLE =
  '\\b(ceo|cto|cfo|coo|cmo|cio|cro|chro|cpo|dg|pdg|daf|dsi|drh|vp|svp|evp|owner|partner)\\b|\\bchief\\b|founder|fondat' +
  '|president|président|director|directeur|directrice|head of|vice.pr|gérant|dirigeant|associé';

const DECISION_ROLES = [
  ...['decision-maker', 'decision maker', 'DECISION_MAKER', 'décideur', 'economic buyer', 'economic-buyer'],
  ...['budget holder', 'BUDGET_HOLDER', 'executive sponsor', 'EXECUTIVE_SPONSOR'],
];

/** The ideal customer as the product assumes it until a workspace says who its own is: 45 points in all. */
export function defaultFit(): FitRule[] {
  return [...companyAndTitleRules(), ...roleCountryAndEmailRules()];
}

function companyAndTitleRules(): FitRule[] {
  return [
    {
      id: 'industry',
      label: { fr: 'secteur visé', en: 'target industry' },
      origin: 'prior',
      when: { field: 'company.industry', in: [...INDUSTRIES] },
      points: 10,
    },
    {
      id: 'company-size',
      label: { fr: 'taille d’entreprise visée', en: 'target company size' },
      origin: 'prior',
      field: 'company.employees',
      bands: [
        { min: 20, max: 2_000, points: 10 },
        { min: 5, max: 10_000, points: 5 },
      ],
    },
    {
      id: 'seniority',
      label: { fr: 'direction', en: 'director or above' },
      origin: 'prior',
      when: {
        any: [
          { field: 'person.seniority', in: [...SENIORITIES] },
          { field: 'person.jobTitle', matches: SENIOR_TITLE },
        ],
      },
      points: 10,
    },
  ];
}

function roleCountryAndEmailRules(): FitRule[] {
  return [
    {
      id: 'decision-role',
      label: { fr: 'rôle dans la décision', en: 'decision role' },
      origin: 'prior',
      when: { field: 'person.buyingRole', in: [...DECISION_ROLES] },
      points: 5,
    },
    {
      id: 'country',
      label: { fr: 'pays visé', en: 'target country' },
      origin: 'prior',
      when: {
        any: [
          { field: 'company.country', in: [...COUNTRIES] },
          { field: 'person.country', in: [...COUNTRIES] },
        ],
      },
      points: 5,
    },
    {
      id: 'business-email',
      label: { fr: 'e-mail professionnel', en: 'business e-mail' },
      origin: 'prior',
      when: { field: 'email.quality', equals: 'business' },
      points: 5,
    },
  ];
}
