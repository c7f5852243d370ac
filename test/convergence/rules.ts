import type { CrmName, PeopleField } from './crms.ts';
import { OBJECTS } from './fieldNames.ts';

/** How one CRM's field takes part in a field of the lead. */
export interface FieldRule {
  readonly direction: 'pull' | 'both';
  readonly conflict: 'crm-wins' | 'newest' | 'hub-wins';
  /** Never replaces a value. */
  readonly onlyIfEmpty: boolean;
  /** An emptied field is a value too. */
  readonly blanks: boolean;
}

const PULL: FieldRule = { direction: 'pull', conflict: 'newest', onlyIfEmpty: false, blanks: false };
const NEWEST: FieldRule = { ...PULL, direction: 'both' };
const OWNER: FieldRule = { ...NEWEST, conflict: 'crm-wins' };
const FOLLOWER: FieldRule = { ...NEWEST, conflict: 'hub-wins' };
const IF_EMPTY: FieldRule = { ...NEWEST, onlyIfEmpty: true };
const BLANKS: FieldRule = { ...NEWEST, blanks: true };

/** The rows of a world's mapping that differ from the default one. Pipedrive takes no phone number from us, and a person there has no city. */
const RULES: Readonly<Partial<Record<PeopleField, Readonly<Partial<Record<CrmName, FieldRule>>>>>> = {
  phone: { hubspot: NEWEST, salesforce: NEWEST, pipedrive: PULL },
  jobTitle: { hubspot: OWNER, salesforce: FOLLOWER, pipedrive: FOLLOWER },
  city: { hubspot: IF_EMPTY, salesforce: IF_EMPTY },
  country: { hubspot: BLANKS, salesforce: BLANKS },
};

/** A field with rules of its own. */
export type RuledField = 'phone' | 'jobTitle' | 'city' | 'country';

/** All of them. */
export const RULED_FIELDS: readonly RuledField[] = ['phone', 'jobTitle', 'city', 'country'];

/** The rule of a record's field; `null` where it takes no part. What a lead of Pipedrive shows is its person's, and is only read. */
export function ruleOf(
  field: RuledField,
  { crm, object }: { crm: CrmName; object: string },
): FieldRule | null {
  const rule = RULES[field]?.[crm] ?? null;
  if (rule === null || OBJECTS[crm][object]?.[field] === undefined) return null;
  return object === 'leads' ? PULL : rule;
}
