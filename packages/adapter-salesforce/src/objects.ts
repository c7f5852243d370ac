import type { Account, ObjectRole } from '@tamis/adapter';

/** The three counts of `CallCounts`. */
export type Bill = 'calls' | 'associationCalls' | 'activityCalls';

/** How Salesforce behaves for one object. */
export interface SalesforceObject {
  readonly name: string;
  readonly role: ObjectRole;
  /** Which count its requests belong to. */
  readonly bill: Bill;
  /** Associated objects, each with the field of this object that holds its id. */
  readonly links: Readonly<Record<string, string>>;
  /** Associated with contacts through `OpportunityContactRole` as well. */
  readonly byRole: boolean;
  /** Says by `MasterRecordId` which record a merged one went into: only accounts, contacts and leads can be merged. */
  readonly mergeable: boolean;
  /** Says by `IsConverted` that it goes on as a contact. */
  readonly convertible: boolean;
  /** An object beside it (`LeadHistory`) holds the changes of those fields that the organization tracks. */
  readonly keepsPast: boolean;
}

/**
 * Objects in the order in which a run reads them: related ones first, those that are scored last.
 * An opportunity belongs to the contacts that have a role in it, and to no one else at its account: at a large customer that would be everybody.
 * Of an activity that several people share, the first one counts (`WhoId`).
 * https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects
 */
export const SALESFORCE_OBJECTS: readonly SalesforceObject[] = [
  declare('Account', 'company', { mergeable: true }),
  declare('Opportunity', 'deal', { byRole: true }),
  declare('CampaignMember', 'activity', { links: { Lead: 'LeadId', Contact: 'ContactId' } }),
  declare('Task', 'activity', { links: { Lead: 'WhoId', Contact: 'WhoId' } }),
  declare('Event', 'activity', { links: { Lead: 'WhoId', Contact: 'WhoId' } }),
  declare('Contact', 'lead', { links: { Account: 'AccountId' }, mergeable: true, keepsPast: true }),
  declare('Lead', 'lead', { mergeable: true, convertible: true, keepsPast: true }),
];

function declare(
  name: string,
  role: ObjectRole,
  traits: Partial<Omit<SalesforceObject, 'name' | 'role' | 'bill'>>,
): SalesforceObject {
  return {
    name,
    role,
    bill: billOf(role),
    links: {},
    byRole: false,
    mergeable: false,
    convertible: false,
    keepsPast: false,
    ...traits,
  };
}

function billOf(role: ObjectRole): Bill {
  if (role === 'lead') return 'calls';
  return role === 'activity' ? 'activityCalls' : 'associationCalls';
}

/** The entry of {@link SALESFORCE_OBJECTS}; throws for an object that was never declared, which is a programming error. */
export function salesforceObject(name: string): SalesforceObject {
  const found = SALESFORCE_OBJECTS.find((object) => object.name === name);
  if (found === undefined)
    throw new RangeError(`Salesforce object ${name} is not declared in the capabilities.`);
  return found;
}

/** Names of the objects that an object is associated with. */
export function associationsOf({ links, byRole }: SalesforceObject): readonly string[] {
  return byRole ? [...Object.keys(links), 'Contact'] : Object.keys(links);
}

/** What ids of an object begin with: https://help.salesforce.com/s/articleView?id=000385203 */
const KEY_PREFIXES: Readonly<Record<string, string>> = { Account: '001', Contact: '003', Lead: '00Q' };

/** Is this the id of a record of that object? `WhoId` holds ids of leads and of contacts. */
export function isIdOf(object: string, id: string): boolean {
  return id.startsWith(KEY_PREFIXES[object] ?? ' ');
}

/** The page of a record: https://developer.salesforce.com/docs/platform/lwc/guide/use-navigate-url-addressability.html */
export function recordUrl({ uiUrl }: Account, object: string, id: string): string | null {
  const known = SALESFORCE_OBJECTS.some(({ name }) => name === object);
  return known ? `${uiUrl}/lightning/r/${object}/${encodeURIComponent(id)}/view` : null;
}
