import type { SeedDeal } from '../../seeds/journey.ts';
import type { SeedLead } from '../../seeds/lead.ts';
import type { LoadedRecord } from '../records/load.ts';
import { isoInstant } from '../time.ts';

const STAGES = { open: 'qualifiedtobuy', won: 'closedwon', lost: 'closedlost' } as const;

export function dealRecord(lead: SeedLead, deal: SeedDeal): LoadedRecord {
  return {
    createdAt: deal.openedAt,
    modifiedAt: Math.max(deal.openedAt, lead.journey.lastSeen),
    values: {
      dealname: `${lead.company?.name ?? lead.person.lastName}: abonnement`,
      dealstage: STAGES[deal.status],
      pipeline: 'default',
      amount: String(deal.amount),
      deal_currency_code: 'EUR',
      closedate: isoInstant(deal.closesAt),
      hs_is_closed: String(deal.status !== 'open'),
      hs_is_closed_won: String(deal.status === 'won'),
      closed_lost_reason: deal.status === 'lost' ? 'Pas de budget cette année' : null,
    },
  };
}
