import type { FieldRow } from '@tamis/adapter';

/**
 * HubSpot's own stage fields of contacts. `lifecyclestage` moves forward only, also through the API: a value that lies further back is
 * taken and not kept (https://knowledge.hubspot.com/records/use-lifecycle-stages). Its order is that of the account's default stages,
 * `hs_lead_status` the one in which sales works (https://knowledge.hubspot.com/properties/hubspots-default-contact-properties); a stage
 * that an account added is in no order and stays what it is.
 */
export const NATIVE_STAGES: readonly FieldRow[] = [
  {
    ...target('lifecyclestage'),
    transform: {
      values: {
        lead: 'raw',
        subscriber: 'raw',
        marketingqualifiedlead: 'mql',
        salesqualifiedlead: 'sql',
        opportunity: 'opportunity',
        customer: 'customer',
      },
      order: [
        'subscriber',
        'lead',
        'marketingqualifiedlead',
        'salesqualifiedlead',
        'opportunity',
        'customer',
        'evangelist',
      ],
    },
  },
  {
    ...target('hs_lead_status'),
    transform: {
      values: { NEW: 'raw', OPEN: 'sql', OPEN_DEAL: 'opportunity' },
      order: [
        'NEW',
        'OPEN',
        'ATTEMPTED_TO_CONTACT',
        'CONNECTED',
        'IN_PROGRESS',
        'OPEN_DEAL',
        'BAD_TIMING',
        'UNQUALIFIED',
      ],
    },
  },
];

function target(field: string) {
  return {
    lead: 'verdict.stage',
    direction: 'push',
    object: 'contacts',
    field,
    write: 'forward-only',
  } as const;
}
