import { describe, expect, it } from 'vitest';
import {
  type Activity,
  compile,
  defaultModel,
  emptyLead,
  type Lead,
  lintModel,
  parseModel,
  sourcesNeeded,
} from '../../src/index.ts';
import { DATA, DAY, HOUR, leadWith, NOW } from './arbitraries.ts';

const { score } = compile(defaultModel(), DATA);

/** Points of one rule, in whole points; 0 where it gave none. */
function given(lead: Lead, rule: string): number {
  return (score(lead, NOW).contributions.find((one) => one.rule === rule)?.points ?? 0) / 100;
}

const today = (kind: string, attributes: Activity['attributes'] = {}): Activity => ({
  kind,
  at: NOW - HOUR,
  attributes,
});

describe('the default model', () => {
  it.each<[string, number, Activity]>([
    ['pricing-page', 10, today('page_view', { path: '/pricing' })],
    ['pricing-page', 10, today('page_view', { path: 'https://acme.fr/fr/tarifs?x=1' })],
    ['demo-request', 15, today('demo_request')],
    ['demo-request', 15, today('form_submission', { form: 'Demander une démo' })],
    ['email-open', 5, today('email_open')],
    ['webinar-attended', 12, today('webinar_attended')],
    ['webinar-replay', 6, today('webinar_replay')],
    ['referral', 12, today('referral')],
    ['roi-calculator', 10, today('roi_calculator')],
    ['content-download', 5, today('content_download')],
    ['newsletter', 3, today('newsletter_signup')],
    ['comparison-page', 4, today('page_view', { path: '/faq' })],
    ['meeting-booked', 20, today('meeting_booked')],
    ['no-show', -5, today('meeting_no_show')],
    ['unsubscribed', -10, today('unsubscribe')],
  ])('%s gives %d', (rule, points, activity) => expect(given(leadWith(activity), rule)).toBe(points));

  it.each<[string, number, Partial<Lead>]>([
    ['industry', 10, { company: { industry: 'COMPUTER_SOFTWARE' } }],
    ['company-size', 10, { company: { employees: 50 } }],
    ['seniority', 10, { person: { seniority: 'director' } }],
    ['seniority', 10, { person: { jobTitle: 'Directrice des ventes' } }],
    ['decision-role', 5, { person: { buyingRole: 'decision-maker' } }],
    ['country', 5, { company: { country: 'France' } }],
    ['business-email', 5, { person: { email: 'a@acme.fr' } }],
    ['free-mail', -5, { person: { email: 'a@gmail.com' } }],
    ['role-address', -3, { person: { email: 'info@acme.fr' } }],
    ['unsubscribed', -10, { permission: { email: { state: 'denied' } } }],
  ])('%s gives %d for what the lead is', (rule, points, part) => {
    expect(given({ ...emptyLead('1'), ...part }, rule)).toBe(points);
  });

  it('counts three pricing visits in seven days, one demo in thirty, one open a day up to fifteen points', () => {
    const often = (kind: string, attributes?: Activity['attributes']) =>
      leadWith(
        ...Array.from({ length: 24 }, (_, n) => ({ ...today(kind, attributes), at: NOW - n * 6 * HOUR })),
      );
    expect(given(often('page_view', { path: '/pricing' }), 'pricing-page')).toBeLessThanOrEqual(30);
    expect(given(often('demo_request'), 'demo-request')).toBe(15);
    expect(given(often('email_open'), 'email-open')).toBe(15);
  });

  it('counts neither opens nor page views of a person who refused tracking, but the demo that was asked for', () => {
    const lead = leadWith(
      today('page_view', { path: '/pricing' }),
      today('email_open'),
      today('demo_request'),
    );
    expect(score({ ...lead, permission: { tracking: false } }, NOW).total).toBe(1_500);
    expect(score(lead, NOW).total).toBe(3_000);
  });

  it('counts them only with a yes where the workspace asks for one', () => {
    const strict = compile({ ...defaultModel(), tracking: 'only-if-granted' }, DATA);
    const lead = leadWith(today('email_open'));
    expect(strict.score(lead, NOW).total).toBe(0);
    expect(strict.score({ ...lead, permission: { tracking: true } }, NOW).total).toBe(500);
  });

  it('does not score a person who objected, and says so', () => {
    const lead = { ...leadWith(today('demo_request')), permission: { objected: true } };
    const { total, contributions, gates } = score(lead, NOW);
    expect({ total, contributions }).toEqual({ total: 0, contributions: [] });
    expect(gates).toEqual([
      { gate: 'objection', effect: 'disqualify', evidence: { field: 'permission.objected', value: true } },
    ]);
  });

  it.each([
    ['x@mailinator.com', 'disposable-email', 'disqualify'],
    ['not an address', 'malformed-email', 'disqualify'],
    ['x@rival.example', 'competitor', 'disqualify'],
  ])('%s meets the gate %s', (email, gate, effect) => {
    expect(score({ ...emptyLead('1'), person: { email } }, NOW).gates).toMatchObject([{ gate, effect }]);
  });

  it('holds back a lead whose mail bounced within half a year', () => {
    const bounced = (days: number) => score(leadWith({ kind: 'bounce', at: NOW - days * DAY }), NOW).gates;
    expect(bounced(10)).toMatchObject([{ gate: 'bounced', effect: 'block-hand-over' }]);
    expect(bounced(200)).toEqual([]);
  });

  it('gives an empty lead a number, the lowest grade and the list of what is missing', () => {
    const empty = score(emptyLead('1'), NOW);
    expect(empty).toMatchObject({ total: 0, grade: 'D4', contributions: [], gates: [] });
    expect(empty.missing).toEqual(
      expect.arrayContaining(['company.industry', 'company.employees', 'person.email']),
    );
  });

  it('grades the ideal customer A and a busy lead 1, also where the total is at its cap of 100', () => {
    const lead: Lead = {
      ...leadWith(
        ...['demo_request', 'meeting_booked', 'webinar_attended', 'roi_calculator', 'referral'].map((kind) =>
          today(kind),
        ),
      ),
      person: { email: 'a@acme.fr', seniority: 'vp', buyingRole: 'decision-maker' },
      company: { industry: 'software', employees: 200, country: 'FR' },
    };
    expect(score(lead, NOW)).toMatchObject({ fit: 4_500, engagement: 5_500, grade: 'A1', total: 10_000 });
  });

  it('is a valid model without a warning, marks where its figures come from, and names its sources', () => {
    const model = defaultModel();
    expect(parseModel(JSON.parse(JSON.stringify(model)))).toEqual(model);
    expect(lintModel(model)).toEqual([]);
    const rules = [...model.fit, ...model.engagement, ...model.negatives, ...model.gates];
    expect(rules.filter(({ origin }) => origin === 'guide').map(({ id }) => id)).toEqual([
      'pricing-page',
      'demo-request',
      'email-open',
    ]);
    expect(rules.every(({ origin }) => origin !== undefined)).toBe(true);
    const pricing = sourcesNeeded(model).find(({ rule }) => rule === 'pricing-page');
    expect(pricing).toMatchObject({ fields: [], activities: [{ kind: 'page_view', attributes: ['path'] }] });
    expect(sourcesNeeded(model).find(({ rule }) => rule === 'free-mail')).toMatchObject({
      fields: ['person.email'],
    });
  });

  it('is a fresh copy each time', () => {
    for (const { activities } of defaultModel().engagement) activities.pop();
    expect(defaultModel().engagement.every(({ activities }) => activities.length > 0)).toBe(true);
  });
});
