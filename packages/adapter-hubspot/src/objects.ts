import type { Account, ObjectRole } from '@tamis/adapter';

/** How HubSpot behaves for one object type. */
export interface HubspotObject {
  readonly name: string;
  readonly role: ObjectRole;
  /** Contacts differ from every other object: https://developers.hubspot.com/docs/api-reference/crm-search-v3/guide */
  readonly modified: 'lastmodifieddate' | 'hs_lastmodifieddate';
  readonly associations: readonly string[];
  /** Which count its requests belong to. */
  readonly bill: Bill;
}

/** The three counts of `CallCounts`. */
export type Bill = 'calls' | 'associationCalls' | 'activityCalls';

/** Objects in the order in which a run reads them: related ones first, contacts last. */
export const HUBSPOT_OBJECTS: readonly HubspotObject[] = [
  related('companies', 'company', []),
  related('deals', 'deal', ['contacts']),
  activity('meetings'),
  activity('calls'),
  activity('emails'),
  activity('notes'),
  activity('tasks'),
  {
    name: 'contacts',
    role: 'lead',
    modified: 'lastmodifieddate',
    associations: ['companies', 'deals'],
    bill: 'calls',
  },
];

/** Objects whose past values are read along; HubSpot keeps those of every property. */
export const KEEPS_PAST: readonly string[] = ['contacts'];

/** The entry of {@link HUBSPOT_OBJECTS}; throws for an object that was never declared, which is a programming error. */
export function hubspotObject(name: string): HubspotObject {
  const found = HUBSPOT_OBJECTS.find((object) => object.name === name);
  if (found === undefined)
    throw new RangeError(`HubSpot object ${name} is not declared in the capabilities.`);
  return found;
}

function related(name: string, role: ObjectRole, associations: readonly string[]): HubspotObject {
  return { name, role, modified: 'hs_lastmodifieddate', associations, bill: 'associationCalls' };
}

function activity(name: string): HubspotObject {
  return {
    name,
    role: 'activity',
    modified: 'hs_lastmodifieddate',
    associations: ['contacts'],
    bill: 'activityCalls',
  };
}

/** Type ids in the addresses of record pages: https://developers.hubspot.com/docs/api-reference/crm-objects/guide#object-type-ids */
const TYPE_IDS: Readonly<Record<string, string>> = { contacts: '0-1', companies: '0-2', deals: '0-3' };

/** The page of a record, `null` for objects without a page of their own. */
export function recordUrl({ uiUrl }: Account, object: string, id: string): string | null {
  const typeId = TYPE_IDS[object];
  return typeId === undefined ? null : `${uiUrl}/record/${typeId}/${encodeURIComponent(id)}`;
}
