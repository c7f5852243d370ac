import type { SeedDeal } from '../../seeds/journey.ts';
import type { SeedLead } from '../../seeds/lead.ts';
import { PIPELINE_ID } from '../deals/pipelines.ts';
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
    stage_id: deal.status === 'open' ? 3 : 5,
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
