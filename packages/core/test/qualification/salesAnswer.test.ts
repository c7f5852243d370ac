import type { Lead } from '@tamis/core';
import { describe, expect, test } from 'vitest';
import { codesFor, DAY, done, follow, idealLead, judge, NOW, pricingVisit, standingAt } from './leads.ts';

const strong = [done('webinar_attended', 3), done('content_download', 4)];
const rejected = { status: 'rejected', reason: 'no budget this year', at: NOW - DAY } as const;

describe('sales sends a lead back', () => {
  test('a rejection with a reason recycles the lead although its score is high', () => {
    const verdict = judge(idealLead(strong, { salesAnswer: rejected }), { standing: standingAt('sql') });
    expect(verdict.stage).toBe('recycled');
    expect(codesFor(verdict)).toEqual(['rejected-by-sales']);
    expect(verdict.standing.answeredAt).toBe(rejected.at);
    expect(verdict.handOver.allowed).toBe(false);
    expect(verdict.nextAction).toBe('nurture');
  });

  test('a rejection without a reason waits, and the reason is asked for first', () => {
    const lead = idealLead(strong, { salesAnswer: { status: 'rejected', reason: ' ', at: NOW - DAY } });
    const verdict = judge(lead, { standing: standingAt('sql') });
    expect(verdict.stage).toBe('sql');
    expect(verdict.missing[0]).toBe('salesAnswer.reason');
  });

  test('the lead rests until it does something new of its own accord', () => {
    const salesAnswer = rejected;
    const standing = judge(idealLead(strong, { salesAnswer }), { standing: standingAt('sql') }).standing;
    const opened = idealLead([...strong, { kind: 'email_open', at: NOW + DAY }], { salesAnswer });
    expect(judge(opened, { standing, asOf: NOW + 2 * DAY }).stage).toBe('recycled');
    const visited = idealLead([...strong, pricingVisit(-1)], { salesAnswer });
    expect(judge(visited, { standing, asOf: NOW + 2 * DAY }).stage).toBe('sql');
  });

  test('one rejection recycles once: after its return the same answer does nothing', () => {
    const lead = idealLead([...strong, pricingVisit(-1)], { salesAnswer: rejected });
    const [sent, back, still] = follow(lead, [NOW, NOW + 2 * DAY, NOW + 200 * DAY], standingAt('sql'));
    expect([sent?.stage, back?.stage, still?.stage]).toEqual(['recycled', 'sql', 'sql']);
  });

  test('a second rejection recycles again', () => {
    const standing = standingAt('sql', { answeredAt: NOW - 30 * DAY });
    expect(judge(idealLead(strong, { salesAnswer: rejected }), { standing }).stage).toBe('recycled');
  });

  test('a rejection without a date is acted on when it is seen', () => {
    const lead = idealLead(strong, { salesAnswer: { status: 'rejected', reason: 'too small' } });
    const verdict = judge(lead, { standing: standingAt('sql') });
    expect(verdict.stage).toBe('recycled');
    expect(verdict.standing.answeredAt).toBe(NOW);
  });

  test('an old rejection with a newer demo request is no obstacle on the first judgement', () => {
    const salesAnswer = { ...rejected, at: NOW - 300 * DAY };
    expect(judge(idealLead([done('demo_request', 1)], { salesAnswer })).stage).toBe('sql');
  });

  test('an acceptance after all brings the lead back', () => {
    const standing = standingAt('recycled', { answeredAt: NOW - 2 * DAY });
    const lead = idealLead([], { salesAnswer: { status: 'accepted', at: NOW - DAY } });
    expect(judge(lead, { standing }).stage).toBe('sql');
    const undated = idealLead([], { salesAnswer: { status: 'accepted' } });
    expect(judge(undated, { standing }).stage).toBe('sql');
  });

  test('a deal lost on an unknown day was lost after the acceptance that is known, now and at every later look', () => {
    const deals: Lead['deals'] = [{ id: 'a', status: 'lost', closedAt: null }];
    const lead = idealLead([], { deals, salesAnswer: { status: 'accepted', at: NOW - DAY } });
    const [seen, again] = follow(lead, [NOW, NOW], standingAt('sql'));
    expect([seen?.stage, again?.stage]).toEqual(['recycled', 'recycled']);
    const anew = idealLead([], { deals, salesAnswer: { status: 'accepted', at: NOW + DAY } });
    const [back, still] = follow(anew, [NOW + 2 * DAY, NOW + 2 * DAY], seen?.standing);
    expect([back && codesFor(back), still && codesFor(still)]).toEqual([
      ['accepted-by-sales'],
      ['accepted-by-sales'],
    ]);
  });

  test('what sales accepted stays accepted under a stage that a person set, at every look', () => {
    const lead = idealLead([], { salesAnswer: { status: 'accepted', at: NOW - DAY } });
    const manual = {
      stage: 'recycled',
      reason: 'met at a fair',
      by: 'ana',
      at: NOW - DAY,
      until: null,
    } as const;
    const [first, again] = follow(lead, [NOW, NOW], standingAt('customer', { manual }));
    expect(again).toEqual(first);
  });

  test('losing the last deal recycles the opportunity; another open deal does not', () => {
    const lost = { id: 'a', name: 'Licences', status: 'lost', closedAt: NOW - DAY } as const;
    const standing = standingAt('opportunity');
    const verdict = judge(idealLead([], { deals: [lost] }), { standing });
    expect(verdict.stage).toBe('recycled');
    expect(codesFor(verdict)).toEqual(['deal-lost']);
    const another = idealLead([], { deals: [lost, { id: 'b', status: 'open' }] });
    expect(judge(another, { standing }).stage).toBe('opportunity');
  });

  test('while a deal is open the rejection waits', () => {
    const lead = idealLead(strong, { salesAnswer: rejected, deals: [{ id: 'a', status: 'open' }] });
    const verdict = judge(lead, { standing: standingAt('opportunity') });
    expect(verdict.stage).toBe('opportunity');
    expect(verdict.standing.answeredAt).toBeNull();
  });
});
