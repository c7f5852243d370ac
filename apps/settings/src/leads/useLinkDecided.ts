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

/** After a decision: the page follows a record that was the last one here, else it shows what is left. */
export function useLinkDecided(lead: Lead): (now: { readonly leadId: string }) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async ({ leadId }) => {
    const isLast = lead.records.filter(isThere).length === 1;
    if (leadId !== lead.id && isLast) await navigate({ to: '/leads/$leadId', params: { leadId } });
    for (const route of ['readLead', 'readLeadHistory'] as const)
      await client.invalidateQueries({ queryKey: [route] });
  };
}
