import type { Lead } from '@tamis/core';
import { describe, expect, test } from 'vitest';
import { done, idealLead, judge, modelWith, standingAt } from './leads.ts';

const consentAsked = modelWith((policy) => {
  policy.permission.requireConsent = true;
});

function handOver(rest: Partial<Lead>, using?: typeof consentAsked) {
  const lead = idealLead([done('webinar_attended', 0)], rest);
  return judge(lead, { standing: standingAt('sql'), ...(using === undefined ? {} : { using }) });
}

describe('who may be contacted', () => {
  test('a business contact, unless they opted out', () => {
    expect(handOver({}).handOver.allowed).toBe(true);
    expect(handOver({ permission: { email: { state: 'unknown' } } }).handOver.allowed).toBe(true);
    expect(handOver({ permission: { email: { state: 'denied' } } }).handOver.blockedBy).toEqual([
      'opted-out',
    ]);
  });

  test('an opt-out closes its channel only', () => {
    const person = { email: 'claire@acme.example', phone: '+33 1 23 45 67 89' };
    expect(handOver({ person, permission: { email: { state: 'denied' } } }).handOver.allowed).toBe(true);
    const both = { email: { state: 'denied' }, phone: { state: 'denied' } } as const;
    expect(handOver({ person, permission: both }).handOver.blockedBy).toEqual(['opted-out']);
  });

  test('a private person only with consent; not knowing blocks the hand-over and never the stage', () => {
    const unknown = handOver({ kind: 'private' });
    expect(unknown).toMatchObject({
      stage: 'sql',
      nextAction: 'ask-permission',
      handOver: { blockedBy: ['permission-unknown'] },
    });
    expect(unknown.missing[0]).toBe('permission.email.state');
    const consent = { email: { state: 'granted', basis: 'consent' } } as const;
    expect(handOver({ kind: 'private', permission: consent }).handOver.allowed).toBe(true);
  });

  test('where the workspace asks for consent, legitimate interest is not enough', () => {
    const interest = { email: { state: 'granted', basis: 'legitimate-interest' } } as const;
    expect(handOver({ permission: interest }, consentAsked).handOver.blockedBy).toEqual(['consent-missing']);
    expect(handOver({ permission: interest }).handOver.allowed).toBe(true);
  });

  test('a person’s own request may be answered, but not on a channel that they closed', () => {
    const demo = idealLead([done('demo_request', 1)], { kind: 'private' });
    expect(judge(demo).handOver.allowed).toBe(true);
    const old = idealLead([done('demo_request', 31)], { kind: 'private' });
    expect(judge(old, { standing: standingAt('sql') }).handOver.allowed).toBe(false);
    const closed = { ...demo, permission: { email: { state: 'denied' } } } as const;
    expect(judge(closed, { standing: standingAt('sql') }).handOver.blockedBy).toEqual(['opted-out']);
  });

  test('without any address the record has to be completed first', () => {
    const verdict = handOver({ person: {} });
    expect(verdict.handOver.blockedBy).toEqual(['no-channel']);
    expect(verdict.nextAction).toBe('complete-data');
  });

  test('a gate of the model blocks as well, by its id', () => {
    const lead = idealLead([done('webinar_attended', 0), done('bounce', 1)]);
    const verdict = judge(lead);
    expect(verdict).toMatchObject({ stage: 'sql', handOver: { allowed: false, blockedBy: ['bounced'] } });
  });
});
