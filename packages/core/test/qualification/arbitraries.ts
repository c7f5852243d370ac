import {
  type Activity,
  emptyLead,
  initialStanding,
  type Lead,
  RANKED_STAGES,
  type Standing,
} from '@tamis/core';
import fc from 'fast-check';
import { DAY, HOUR, NOW } from './leads.ts';

const KINDS = [
  'demo_request',
  'email_open',
  'webinar_attended',
  'content_download',
  'newsletter_signup',
  'meeting_booked',
  'meeting_no_show',
  'plan_limit_reached',
  'product_activation',
  'bounce',
  'unsubscribe',
];

/** An hour between `from` and `to` days from now: whole hours, so that stepping by the hour meets every edge. */
export function hour(from: number, to: number): fc.Arbitrary<number> {
  return fc.integer({ min: from * 24, max: to * 24 }).map((hours) => NOW + hours * HOUR);
}

const activity: fc.Arbitrary<Activity> = fc.oneof(
  fc.record({ kind: fc.constantFrom(...KINDS), at: hour(-120, 4) }),
  fc.record({
    kind: fc.constant('page_view'),
    at: hour(-12, 2),
    count: fc.integer({ min: 1, max: 3 }),
    attributes: fc.constantFrom({ path: '/pricing' }, { path: '/faq' }, { path: '/' }),
  }),
  fc.record({ kind: fc.constant('email_open'), at: hour(-5, 0), verified: fc.boolean() }),
);

const permission: fc.Arbitrary<Lead['permission']> = fc.constantFrom<Lead['permission']>(
  {},
  { email: { state: 'granted', basis: 'consent' } },
  { email: { state: 'denied' } },
  { tracking: false },
);

const person = fc.record({
  email: fc.constantFrom('ana@acme.example', 'bob@gmail.com', 'info@acme.example', null, ''),
  jobTitle: fc.constantFrom('CEO', 'Directrice achats', 'Assistant', null),
  country: fc.constantFrom('France', 'Brazil', null),
});

const company = fc.record({
  employees: fc.constantFrom(3, 50, 20_000, null),
  industry: fc.constantFrom('software', 'farming', null),
});

const attributes = fc.record({
  budget: fc.constantFrom(null, 'none', 10_000),
  need: fc.constantFrom(null, 'fewer no-shows'),
  timeline: fc.constantFrom(null, 3, 30),
});

/** Leads of every kind, without an answer of sales and without deals. */
export const quietLead: fc.Arbitrary<Lead> = fc
  .record({
    kind: fc.constantFrom<'business' | 'private'>('business', 'private'),
    person,
    company,
    attributes,
    permission,
    activities: fc.array(activity, { maxLength: 8 }),
  })
  .map((parts) => ({ ...emptyLead('lead'), ...parts }));

const salesAnswer: fc.Arbitrary<Lead['salesAnswer']> = fc.record({
  status: fc.constantFrom('accepted', 'rejected', null),
  reason: fc.constantFrom('too small', '', null),
  at: fc.option(hour(-40, 0)),
});

const deal = fc.record({
  id: fc.string(),
  status: fc.constantFrom('open', 'won', 'lost', null),
  closedAt: fc.option(hour(-40, 0)),
});

/** Leads with everything that can be known of them. */
export const anyLead: fc.Arbitrary<Lead> = fc
  .record({
    lead: quietLead,
    salesAnswer: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, salesAnswer),
    deals: fc.oneof(
      { weight: 3, arbitrary: fc.array(deal, { maxLength: 0 }) },
      fc.array(deal, { maxLength: 2 }),
    ),
    lifecycle: fc.constantFrom({}, { stage: 'lead' }, { stage: 'Opportunity' }, { stage: 'customer' }),
    email: fc.option(fc.constant('x@mailinator.com'), { freq: 8 }),
    objected: fc.option(fc.boolean(), { freq: 8 }),
  })
  .map(({ lead, email, objected, ...rest }) => ({
    ...lead,
    ...rest,
    person: email === null ? lead.person : { ...lead.person, email },
    permission: objected === null ? lead.permission : { ...lead.permission, objected },
  }));

const stage = fc.constantFrom<Standing['stage']>(...RANKED_STAGES, 'recycled', 'disqualified');

const manual = fc.record({
  stage,
  reason: fc.constant('met at a fair'),
  by: fc.constant('ana'),
  at: hour(-20, 0),
  until: fc.option(hour(-5, 30)),
});

/** What may be known of a lead's past. */
export const anyStanding: fc.Arbitrary<Standing> = fc
  .record({
    stage,
    since: hour(-60, -41),
    exitSince: fc.option(hour(-40, 0)),
    manual: fc.option(manual, { freq: 6 }),
    answeredAt: fc.option(hour(-60, 0)),
  })
  .map((standing) => ({ ...initialStanding(NOW - 90 * DAY), ...standing }));
