import type { Instant, Lead } from '../lead/lead.ts';
import type { Evidence } from '../scoring/score.ts';
import { onlyLostDeals } from './crmFacts.ts';
import type { QualificationPolicy } from './policy.ts';

/** Sales sent a lead back: by rejecting it, or by losing its last deal. `at` is `null` where the CRM does not date it. */
export interface SalesReturn {
  readonly code: 'rejected-by-sales' | 'deal-lost';
  readonly at: Instant | null;
  readonly evidence: readonly Evidence[];
}

/** The latest return that the lead shows; `null` for none. */
export function salesReturn(lead: Lead, policy: QualificationPolicy['rejection']): SalesReturn | null {
  const rejected = rejection(lead, policy);
  const lost = lostDeal(lead);
  if (rejected === null || lost === null) return rejected ?? lost;
  return (lost.at ?? Number.NEGATIVE_INFINITY) > (rejected.at ?? Number.POSITIVE_INFINITY) ? lost : rejected;
}

/** A rejection waits for its reason. */
export function lacksRejectionReason(lead: Lead, policy: QualificationPolicy['rejection']): boolean {
  return lead.salesAnswer.status === 'rejected' && policy.needsReason && reasonOf(lead) === '';
}

/**
 * Sales accepted the lead, and nothing sent it back since: `answeredAt` is when the return was, by which it is judged from now on. An
 * undated acceptance does not outlive a lost deal.
 */
export function isAccepted(
  lead: Lead,
  { answeredAt, returned }: { answeredAt: Instant | null; returned: SalesReturn | null },
): boolean {
  if (lead.salesAnswer.status !== 'accepted') return false;
  const at = lead.salesAnswer.at ?? null;
  return at === null ? returned === null : at > (answeredAt ?? Number.NEGATIVE_INFINITY);
}

function rejection(lead: Lead, policy: QualificationPolicy['rejection']): SalesReturn | null {
  const { status, at = null } = lead.salesAnswer;
  if (status !== 'rejected' || lacksRejectionReason(lead, policy)) return null;
  const evidence = { field: 'salesAnswer.reason', value: reasonOf(lead), ...(at === null ? {} : { at }) };
  return { code: 'rejected-by-sales', at, evidence: [evidence] };
}

function reasonOf(lead: Lead): string {
  return (lead.salesAnswer.reason ?? '').trim();
}

function lostDeal(lead: Lead): SalesReturn | null {
  if (!onlyLostDeals(lead)) return null;
  const lost = lead.deals.filter((deal) => deal.status === 'lost');
  const closed = lost.flatMap((deal) => deal.closedAt ?? []);
  return {
    code: 'deal-lost',
    at: closed.length === 0 ? null : Math.max(...closed),
    evidence: lost.map((deal) => ({ field: 'deals', value: deal.name ?? deal.id })),
  };
}
