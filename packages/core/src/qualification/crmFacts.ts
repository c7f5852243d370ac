import type { Lead } from '../lead/lead.ts';
import type { QualificationPolicy } from './policy.ts';
import type { Stage, StageReason, Standing } from './verdict.ts';

/**
 * Stages that deals and the CRM's own lifecycle prove. The lifecycle is never moved backwards, save that it says "opportunity" on
 * after every deal was lost.
 */
export function crmReasons(lead: Lead, words: QualificationPolicy['lifecycle']): readonly StageReason[] {
  return [
    ...dealReason(lead, 'won'),
    ...lifecycleReason(lead, 'customer', words.customer),
    ...dealReason(lead, 'open'),
    ...(onlyLostDeals(lead) ? [] : lifecycleReason(lead, 'opportunity', words.opportunity)),
  ];
}

/** Deals are known and none is open or won. */
export function onlyLostDeals(lead: Lead): boolean {
  const known = lead.deals.filter((deal) => deal.status !== undefined && deal.status !== null);
  return known.length > 0 && known.every((deal) => deal.status === 'lost');
}

/** The lead stands where deals once put it, and no deal that is known says otherwise. */
export function dealStageStands(lead: Lead, standing: Standing): boolean {
  const isDealStage = standing.stage === 'customer' || standing.stage === 'opportunity';
  return isDealStage && lead.deals.length === 0;
}

function dealReason(lead: Lead, status: 'won' | 'open'): readonly StageReason[] {
  const deals = lead.deals.filter((deal) => deal.status === status);
  if (deals.length === 0) return [];
  const evidence = deals.map((deal) => ({ field: 'deals', value: deal.name ?? deal.id }));
  const stage: Stage = status === 'won' ? 'customer' : 'opportunity';
  return [{ code: `deal-${status}`, stage, refs: [], evidence }];
}

/** The word that stands, and those of the person's records elsewhere: a customer in one CRM is a customer. */
function lifecycleReason(lead: Lead, stage: Stage, words: readonly string[]): readonly StageReason[] {
  const { stage: stands, elsewhere = [] } = lead.lifecycle;
  const proving = new Set(words.map((one) => one.toLowerCase()));
  const said = [stands ?? '', ...elsewhere].map((word) => word.trim().toLowerCase());
  const word = said.find((one) => proving.has(one));
  if (word === undefined) return [];
  return [{ code: 'crm-lifecycle', stage, refs: [], evidence: [{ field: 'lifecycle.stage', value: word }] }];
}
