import type { SeedDeal } from '../../seeds/journey.ts';
import type { SeedLead } from '../../seeds/lead.ts';
import type { DealEvent } from '../deals/history.ts';
import { PIPELINE_ID, STAGES } from '../deals/pipelines.ts';
import type { NewRecord } from '../records/objectStore.ts';
import type { Json } from '../records/record.ts';
import { isoDay, rfc3339, wholeSecond } from '../time.ts';
import { USERS } from '../users.ts';
import type { ActivityLinks } from './activitySeeds.ts';

/** A deal that sales has opened with a person; closed ones passed all stages. */
export function dealSeed(lead: SeedLead, deal: SeedDeal, links: Omit<ActivityLinks, 'dealId'>): NewRecord {
  const values: Record<string, Json> = {
    title: `${lead.company?.name ?? lead.person.lastName}: abonnement`,
    owner_id: USERS[0].id,
    creator_user_id: USERS[0].id,
    person_id: links.personId,
    pipeline_id: PIPELINE_ID,
    stage_id: lastStage(deal),
    value: deal.amount,
    currency: 'EUR',
    status: deal.status,
    stage_change_time: rfc3339(lead.journey.lastSeen),
    ...closing(deal),
  };
  if (links.orgId !== null) values.org_id = links.orgId;
  const updatedAt = Math.max(deal.openedAt, lead.journey.lastSeen);
  return { addTime: wholeSecond(deal.openedAt), updateTime: wholeSecond(updatedAt), values, custom: {} };
}

function closing({ status, closesAt }: SeedDeal): Record<string, Json> {
  if (status === 'open') return { expected_close_date: isoDay(closesAt) };
  const time = rfc3339(closesAt);
  if (status === 'won') return { close_time: time, won_time: time };
  return { close_time: time, lost_time: time, lost_reason: 'Pas de budget cette année' };
}

function lastStage({ status }: SeedDeal): number {
  return status === 'open' ? 3 : STAGES.length;
}

/** What happened to a deal: the stages that it has passed, evenly spread over its life so far, and how it was closed. */
export function dealEvents(deal: SeedDeal, now: number): DealEvent[] {
  const passed = STAGES.filter(({ id }) => id <= lastStage(deal));
  const step = (Math.min(now, deal.closesAt) - deal.openedAt) / passed.length;
  const stages = passed.slice(1).map(
    ({ id }, index): DealEvent => ({
      at: wholeSecond(deal.openedAt + step * (index + 1)),
      field: 'stage_id',
      from: id - 1,
      to: id,
      source: 'app',
    }),
  );
  return [...stages, ...closingEvents(deal)];
}

function closingEvents({ status, closesAt }: SeedDeal): readonly DealEvent[] {
  if (status === 'open') return [];
  return [{ at: wholeSecond(closesAt), field: 'status', from: 'open', to: status, source: 'app' }];
}
