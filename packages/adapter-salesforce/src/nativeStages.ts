import type { FieldRow } from '@tamis/adapter';

/**
 * Salesforce's own fields of leads that say how far one has come; contacts have none. `Status` holds the values of the organization's
 * picklist, here those that it begins with; one of another name is in no order and stays what it is. A status that means converted is
 * set by a conversion alone. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_lead.htm
 */
export const NATIVE_STAGES: readonly FieldRow[] = [
  {
    ...target('Status'),
    transform: {
      values: { 'Open - Not Contacted': 'raw', 'Working - Contacted': 'sql' },
      order: ['Open - Not Contacted', 'Working - Contacted', 'Closed - Not Converted', 'Closed - Converted'],
    },
  },
  {
    ...target('Rating'),
    transform: { values: { Cold: 'raw', Warm: 'mql', Hot: 'sql' }, order: ['Cold', 'Warm', 'Hot'] },
  },
];

function target(field: string) {
  return { lead: 'verdict.stage', direction: 'push', object: 'Lead', field, write: 'forward-only' } as const;
}
