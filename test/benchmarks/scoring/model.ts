import {
  defaultModel,
  type EngagementRule,
  type FitRule,
  type NegativeRule,
  type ScoringModel,
} from '@tamis/core';

const named = (id: string) => ({ id, label: { fr: id, en: id } });

export const INDUSTRIES = ['software', 'internet', 'insurance', 'banking', 'consulting'];
export const SENIORITIES = ['owner', 'c-level', 'vp', 'director'];
export const ROLES = ['decision-maker', 'budget holder'];
export const COUNTRIES = ['france', 'belgium', 'switzerland', 'luxembourg'];
export const CHANNELS = ['referral', 'organic search', 'event'];

const FIT: FitRule[] = [
  { ...named('industry'), when: { field: 'company.industry', in: INDUSTRIES }, points: 10 },
  {
    ...named('company-size'),
    field: 'company.employees',
    bands: [
      { min: 20, max: 2_000, points: 10 },
      { min: 5, max: 10_000, points: 5 },
    ],
  },
  { ...named('seniority'), when: { field: 'person.seniority', in: SENIORITIES }, points: 10 },
  {
    ...named('job-title'),
    when: { field: 'person.jobTitle', matches: 'head of|responsable|lead' },
    points: 3,
  },
  { ...named('decision-role'), when: { field: 'person.buyingRole', in: ROLES }, points: 5 },
  { ...named('country'), when: { field: 'company.country', in: COUNTRIES }, points: 5 },
  { ...named('business-email'), when: { field: 'email.quality', equals: 'business' }, points: 5 },
  { ...named('revenue'), when: { field: 'company.annualRevenue', between: { min: 1_000_000 } }, points: 4 },
  { ...named('channel'), when: { field: 'source.channel', in: CHANNELS }, points: 3 },
];

const ENGAGEMENT: EngagementRule[] = [
  {
    ...named('pricing-page'),
    activities: [{ kind: 'page_view', attributes: { path: { matches: '/pricing|/tarifs' } } }],
    ...{ points: 10, perWindow: { times: 3, days: 7 }, halfLifeDays: 30, needsTracking: true },
  },
  {
    ...named('comparison-page'),
    activities: [{ kind: 'page_view', attributes: { path: { matches: '/compare|/faq' } } }],
    ...{ points: 4, perWindow: { times: 3, days: 7 }, halfLifeDays: 30, needsTracking: true },
  },
  {
    ...named('pages'),
    ...{
      activities: [{ kind: 'page_view' }],
      points: 2,
      count: 5,
      windowDays: 30,
      cap: 6,
      needsTracking: true,
    },
  },
  { ...named('demo'), activities: [{ kind: 'demo_request' }], points: 15, cooldownDays: 30, windowDays: 180 },
  {
    ...named('email-open'),
    ...{
      activities: [{ kind: 'email_open' }],
      points: 5,
      cooldownDays: 1,
      windowDays: 30,
      cap: 15,
      needsTracking: true,
    },
  },
  {
    ...named('email-click'),
    activities: [{ kind: 'email_click' }],
    points: 5,
    cooldownDays: 1,
    windowDays: 30,
    cap: 15,
  },
  { ...named('webinar'), activities: [{ kind: 'webinar_attended' }], points: 12, halfLifeDays: 60, cap: 24 },
  { ...named('replay'), activities: [{ kind: 'webinar_replay' }], points: 6, halfLifeDays: 60, cap: 12 },
  {
    ...named('content'),
    ...{
      activities: [{ kind: 'content_download' }],
      points: 5,
      perWindow: { times: 3, days: 30 },
      halfLifeDays: 60,
    },
  },
  { ...named('newsletter'), activities: [{ kind: 'newsletter_signup' }], points: 3, cap: 3 },
  {
    ...named('roi'),
    activities: [{ kind: 'roi_calculator' }],
    points: 10,
    cooldownDays: 7,
    halfLifeDays: 60,
  },
  { ...named('meeting'), activities: [{ kind: 'meeting_booked' }], points: 20, cooldownDays: 7, cap: 40 },
  { ...named('referral'), activities: [{ kind: 'referral' }], points: 12, cap: 12 },
];

const NEGATIVES: NegativeRule[] = [
  { ...named('free-mail'), when: { field: 'email.quality', equals: 'free-mail' }, points: -5, side: 'fit' },
  { ...named('role-address'), when: { field: 'email.role', equals: true }, points: -3, side: 'fit' },
  { ...named('no-show'), activities: [{ kind: 'meeting_no_show' }], points: -5, windowDays: 90, cap: 10 },
];

/** The 25 rules that every contestant runs. */
export const MODEL: ScoringModel = {
  ...defaultModel(),
  id: 'benchmark',
  fit: FIT,
  engagement: ENGAGEMENT,
  negatives: NEGATIVES,
  gates: [
    { ...named('disposable'), effect: 'disqualify', when: { field: 'email.quality', equals: 'disposable' } },
    { ...named('malformed'), effect: 'disqualify', when: { field: 'email.quality', equals: 'malformed' } },
  ],
  caps: { fit: 50, engagement: 80, total: 100 },
};

/** Domain lists of all contestants. */
export const DATA = {
  freeMailDomains: new Set(['gmail.com', 'outlook.com', 'orange.fr']),
  disposableDomains: new Set(['mailinator.com', 'yopmail.com']),
  competitorDomains: new Set<string>(),
};
