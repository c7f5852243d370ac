import type { Account, ObjectRole } from '@tamis/adapter';

/** Whose list of fields an object shares. Leads have the custom fields of deals. */
export type Family = 'person' | 'organization' | 'deal';

/** How Pipedrive behaves for one object. */
export interface PipedriveObject {
  readonly name: 'organizations' | 'deals' | 'activities' | 'leads' | 'persons';
  readonly role: ObjectRole;
  readonly associations: readonly string[];
  /** `null`: activities, whose field list only administrators may read; their documented fields are all there is. */
  readonly family: Family | null;
  /** Which count its requests belong to. */
  readonly bill: Bill;
  /** What happened to a record can be asked for, one by one. */
  readonly keepsPast?: boolean;
}

/** The three counts of `CallCounts`. */
export type Bill = 'calls' | 'associationCalls' | 'activityCalls';

/**
 * Objects in the order in which a run reads them: related ones first, people last. Every association comes with the record that
 * names the other one, so none costs a request: a deal names its person, a person its organization.
 */
export const PIPEDRIVE_OBJECTS: readonly PipedriveObject[] = [
  {
    name: 'organizations',
    role: 'company',
    associations: [],
    family: 'organization',
    bill: 'associationCalls',
  },
  {
    name: 'deals',
    role: 'deal',
    associations: ['persons'],
    family: 'deal',
    bill: 'associationCalls',
    keepsPast: true,
  },
  {
    name: 'activities',
    role: 'activity',
    associations: ['persons', 'leads'],
    family: null,
    bill: 'activityCalls',
  },
  { name: 'leads', role: 'lead', associations: ['organizations'], family: 'deal', bill: 'calls' },
  { name: 'persons', role: 'lead', associations: ['organizations'], family: 'person', bill: 'calls' },
];

/** The entry of {@link PIPEDRIVE_OBJECTS}; throws for an object that was never declared, which is a programming error. */
export function pipedriveObject(name: string): PipedriveObject {
  const found = PIPEDRIVE_OBJECTS.find((object) => object.name === name);
  if (found === undefined)
    throw new RangeError(`Pipedrive object ${name} is not declared in the capabilities.`);
  return found;
}

/** The key of a record that names an associated one, by the object it names. Leads write the organization's out in full. */
export const ASSOCIATION_KEYS: Readonly<Record<string, readonly string[]>> = {
  organizations: ['org_id', 'organization_id'],
  persons: ['person_id'],
  leads: ['lead_id'],
};

/** The object of the same person that a record names, by the record's object, and the key that names it: a lead of the inbox is its person's. */
export const SAME_PERSON: Readonly<Record<string, { readonly object: string; readonly key: string }>> = {
  leads: { object: 'persons', key: 'person_id' },
};

const PAGES: Readonly<Record<string, string>> = {
  persons: 'person',
  organizations: 'organization',
  deals: 'deal',
  leads: 'leads/inbox',
};

/** The page of a record, `null` for objects without a page of their own. */
export function recordUrl({ uiUrl }: Account, object: string, id: string): string | null {
  const page = PAGES[object];
  return page === undefined ? null : `${uiUrl}/${page}/${encodeURIComponent(id)}`;
}
