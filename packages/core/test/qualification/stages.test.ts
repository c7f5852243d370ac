import { describe, expect, test } from 'vitest';
import {
  codesFor,
  coldLead,
  DAY,
  done,
  follow,
  idealLead,
  judge,
  modelWith,
  NOW,
  pricingVisit,
  standingAt,
} from './leads.ts';

describe('how a lead enters a stage', () => {
  test('a lead with no data is raw, and the verdict says what to ask for first', () => {
    const verdict = judge(coldLead([], { person: {} }));
    expect(verdict.stage).toBe('raw');
    expect(verdict.nextAction).toBe('complete-data');
    expect(verdict.missing[0]).toBe('person.email');
    expect(verdict.changesAt).toBeNull();
  });

  test('thirty points make an MQL, to be nurtured', () => {
    const verdict = judge(idealLead());
    expect(verdict.stage).toBe('mql');
    expect(codesFor(verdict)).toEqual(['score-threshold']);
    expect(verdict.nextAction).toBe('nurture');
    expect(verdict.handOver.allowed).toBe(false);
  });

  test('two pieces of content within 30 days make an MQL whatever the score', () => {
    const reader = [done('content_download', 3), done('newsletter_signup', 20)];
    expect(codesFor(judge(coldLead(reader)))).toEqual(['content-route']);
    expect(judge(coldLead([done('content_download', 3), done('newsletter_signup', 30)])).stage).toBe('raw');
  });

  test('fifty points make an SQL that is handed over to be called', () => {
    const verdict = judge(idealLead([done('webinar_attended', 0)]));
    expect(codesFor(verdict)).toEqual(['score-threshold']);
    expect(verdict.handOver).toEqual({ allowed: true, blockedBy: [] });
    expect(verdict.nextAction).toBe('call-now');
  });

  test('three of the four letters of BANT make an SQL below the threshold', () => {
    const lead = coldLead([], {
      attributes: { budget: 20_000, need: 'fewer no-shows', timeline: 'this quarter' },
    });
    const verdict = judge(lead);
    expect(verdict.stage).toBe('sql');
    expect(codesFor(verdict)).toEqual(['bant']);
  });

  test('a demo request with fit goes straight to SQL; without fit it waits', () => {
    const fits = idealLead([done('demo_request', 1)], { company: {} });
    expect(codesFor(judge(fits))).toContain('fast-lane');
    expect(judge(coldLead([done('demo_request', 1)])).stage).toBe('raw');
  });

  test('a demo request of a person who opted out of everything does not open the fast lane', () => {
    const lead = idealLead([done('demo_request', 1)], {
      company: {},
      permission: { email: { state: 'denied' } },
    });
    expect(codesFor(judge(lead), 'sql')).toEqual([]);
  });

  test('three visits of the pricing page within a rolling week are a hot signal, two are not', () => {
    expect(judge(coldLead([pricingVisit(0), pricingVisit(3), pricingVisit(6)])).hot).toBe(true);
    expect(judge(coldLead([pricingVisit(0), pricingVisit(3), pricingVisit(7)])).hot).toBe(false);
    expect(judge(coldLead([{ ...pricingVisit(1), count: 3 }])).hot).toBe(true);
  });

  test('page views count only where the person may be tracked', () => {
    const visits = [pricingVisit(0), pricingVisit(3), pricingVisit(6)];
    const refused = judge(coldLead(visits, { permission: { tracking: false } }));
    expect(refused.hot).toBe(false);
    expect(codesFor(refused, 'mql')).toEqual([]);
    expect(codesFor(judge(coldLead(visits)), 'mql')).toContain('content-route');
  });

  test('whoever reaches the limits of the free plan is product qualified and is offered an upgrade', () => {
    const verdict = judge(coldLead([done('plan_limit_reached', 1)]));
    expect(verdict.stage).toBe('pql');
    expect(verdict.nextAction).toBe('propose-upgrade');
  });

  test('every stage that is reached is kept with its reason, and the declared order chooses', () => {
    const lead = idealLead([done('plan_limit_reached', 1), done('demo_request', 1)]);
    const verdict = judge(lead);
    expect(new Set(verdict.reasons.map((reason) => reason.stage))).toEqual(new Set(['sql', 'pql', 'mql']));
    expect(verdict.stage).toBe('sql');
    const productFirst = modelWith((policy) => {
      policy.order = ['customer', 'opportunity', 'pql', 'sql', 'mql', 'raw'];
    });
    const productVerdict = judge(lead, { using: productFirst });
    expect(productVerdict.stage).toBe('pql');
    expect(productVerdict.handOver.allowed).toBe(true);
  });

  test('an activity that lies ahead does not count yet, and the verdict says when it will', () => {
    const verdict = judge(coldLead([{ kind: 'plan_limit_reached', at: NOW + DAY }]));
    expect(verdict.stage).toBe('raw');
    expect(verdict.changesAt).toBe(NOW + DAY);
  });

  test('an open deal makes an opportunity, a won one or the CRM’s own word a customer', () => {
    expect(judge(coldLead([], { deals: [{ id: 'd', status: 'open' }] })).stage).toBe('opportunity');
    expect(judge(coldLead([], { deals: [{ id: 'd', status: 'won' }] })).stage).toBe('customer');
    expect(judge(coldLead([], { lifecycle: { stage: 'Customer' } })).stage).toBe('customer');
    expect(judge(coldLead([], { lifecycle: { stage: 'OPPORTUNITY' } })).nextAction).toBe('work-deal');
  });

  test('a customer in one CRM is a customer, whatever newer word another one has, and the evidence names the word', () => {
    const lead = coldLead([], { lifecycle: { stage: 'lead', elsewhere: ['subscriber', 'Customer'] } });
    const verdict = judge(lead);
    expect(verdict.stage).toBe('customer');
    expect(verdict.reasons).toContainEqual({
      code: 'crm-lifecycle',
      stage: 'customer',
      refs: [],
      evidence: [{ field: 'lifecycle.stage', value: 'customer' }],
    });
  });
});

describe('how a lead leaves a stage', () => {
  test('an MQL stays between the exit and the entry threshold', () => {
    const verdict = judge(idealLead([], { company: {} }), { standing: standingAt('mql') });
    expect(verdict.stage).toBe('mql');
    expect(codesFor(verdict)).toEqual(['kept']);
  });

  test('an MQL below the exit threshold is let go after 14 days without a break, not before', () => {
    const [first, before, after] = follow(
      coldLead(),
      [NOW, NOW + 14 * DAY - 1, NOW + 14 * DAY],
      standingAt('mql'),
    );
    expect(first?.standing.exitSince).toBe(NOW);
    expect(first?.changesAt).toBe(NOW + 14 * DAY);
    expect(before?.stage).toBe('mql');
    expect(codesFor(before as NonNullable<typeof before>)).toEqual(['dwell']);
    expect(after?.stage).toBe('raw');
  });

  test('one good day in between starts the 14 days again', () => {
    const started = judge(coldLead(), { standing: standingAt('mql') });
    const better = judge(idealLead(), { standing: started.standing, asOf: NOW + 10 * DAY });
    expect(better.standing.exitSince).toBeNull();
    const worse = judge(coldLead(), { standing: better.standing, asOf: NOW + 20 * DAY });
    expect(worse.stage).toBe('mql');
    expect(worse.standing.exitSince).toBe(NOW + 20 * DAY);
  });

  test('an SQL whose interest fades stays an SQL; after 14 days it is no longer handed over but nurtured', () => {
    const [first, later, years] = follow(
      coldLead(),
      [NOW, NOW + 14 * DAY, NOW + 1_000 * DAY],
      standingAt('sql'),
    );
    expect(first?.handOver.allowed).toBe(true);
    expect(later).toMatchObject({
      stage: 'sql',
      nextAction: 'nurture',
      handOver: { allowed: false, blockedBy: ['interest-faded'] },
    });
    expect(years?.stage).toBe('sql');
  });

  test('a PQL on its way out that becomes an SQL starts without a clock', () => {
    const attributes = { budget: 10_000, need: 'fewer no-shows', timeline: 3 };
    const verdict = judge(coldLead([], { attributes }), {
      standing: standingAt('pql', { exitSince: NOW - 20 * DAY }),
    });
    expect(verdict).toMatchObject({
      stage: 'sql',
      handOver: { allowed: true },
      standing: { exitSince: null },
    });
  });

  test('an SQL that sales accepted does not fade', () => {
    const lead = coldLead([], { salesAnswer: { status: 'accepted', at: NOW - DAY } });
    const [, later] = follow(lead, [NOW, NOW + 60 * DAY], standingAt('sql'));
    expect(later).toMatchObject({ stage: 'sql', nextAction: 'offer-meeting', handOver: { allowed: true } });
  });

  test('a disqualified lead comes back when its gate goes away', () => {
    const throwAway = idealLead([], { person: { email: 'x@mailinator.com' } });
    const out = judge(throwAway);
    expect(out.stage).toBe('disqualified');
    expect(out.nextAction).toBe('none');
    const back = judge(idealLead(), { standing: out.standing, asOf: NOW + DAY });
    expect(back.stage).toBe('mql');
  });

  test('an objection to marketing disqualifies and forbids contact', () => {
    const verdict = judge(idealLead([done('demo_request', 1)], { permission: { objected: true } }));
    expect(verdict.stage).toBe('disqualified');
    expect(verdict.handOver.allowed).toBe(false);
    expect(verdict.handOver.blockedBy).toContain('objected');
    expect(verdict.hot).toBe(false);
  });

  test('a deal is a fact that a bad address does not undo', () => {
    const lead = idealLead([], {
      person: { email: 'x@mailinator.com' },
      deals: [{ id: 'd', status: 'open' }],
    });
    expect(judge(lead).stage).toBe('opportunity');
  });
});

describe('a person’s own decision', () => {
  const manual = {
    stage: 'sql',
    reason: 'met at a fair',
    by: 'ana',
    at: NOW - DAY,
    until: NOW + 7 * DAY,
  } as const;

  test('wins until it expires, and the verdict knows when that is', () => {
    const standing = standingAt('raw', { manual });
    const [now, last, after] = follow(coldLead(), [NOW, NOW + 7 * DAY - 1, NOW + 7 * DAY], standing);
    expect(now?.stage).toBe('sql');
    expect(codesFor(now as NonNullable<typeof now>)).toEqual(['manual']);
    expect(now?.changesAt).toBe(NOW + 7 * DAY);
    expect(last?.stage).toBe('sql');
    expect(after?.stage).toBe('raw');
    expect(after?.standing.manual).toBeNull();
  });

  test('without an end holds for ever', () => {
    const standing = standingAt('raw', { manual: { ...manual, until: null } });
    expect(judge(coldLead(), { standing, asOf: NOW + 5_000 * DAY }).stage).toBe('sql');
  });

  test('does not open a channel that the person closed', () => {
    const lead = coldLead([], { permission: { email: { state: 'denied' } } });
    const verdict = judge(lead, { standing: standingAt('raw', { manual }) });
    expect(verdict).toMatchObject({
      stage: 'sql',
      nextAction: 'none',
      handOver: { allowed: false, blockedBy: ['opted-out'] },
    });
  });
});
