import type { Lead } from '@tamis/api';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

/** A record of a lead, as its page shows it. */
export type LeadRecord = Lead['records'][number];

/** The name of a record in the API. */
export function recordName({ connectionId, object, recordId }: LeadRecord): string {
  return `${connectionId}/${object}/${recordId}`;
}

/** What people call a record. */
export function recordTitle({ vendorLabel, object, recordId }: LeadRecord): string {
  return `${vendorLabel} ${object} ${recordId}`;
}

/** Whether the record is in its CRM still. */
export function isThere({ sync }: LeadRecord): boolean {
  return sync !== 'gone' && sync !== 'converted';
}

/** Whether the lead has other records beside one. */
export function isSeveral({ records }: Lead): boolean {
  return records.filter(isThere).length > 1;
}

/** After a decision the page shows what is left of the lead, or, where it `follows`, the lead that the record shows now. */
export function useLinkDecided(lead: Lead): (now: { leadId: string }, follows: boolean) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async ({ leadId }, follows) => {
    if (follows && leadId !== lead.id) await navigate({ to: '/leads/$leadId', params: { leadId } });
    for (const route of ['readLead', 'readLeadHistory'] as const)
      await client.invalidateQueries({ queryKey: [route] });
  };
}
