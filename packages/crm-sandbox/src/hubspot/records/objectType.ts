/** One object of the CRM as its API names it. */
export interface ObjectType {
  /** In paths, for instance `contacts`. */
  readonly plural: string;
  /** Also accepted in paths, and used in messages. */
  readonly singular: string;
  /** Also accepted in paths: https://developers.hubspot.com/docs/guides/crm/understanding-the-crm#object-type-ids */
  readonly typeId: string;
  readonly firstId: number;
  readonly createdProperty: 'createdate' | 'hs_createdate';
  /** Contacts carry `lastmodifieddate`, every other object `hs_lastmodifieddate`. */
  readonly modifiedProperty: 'lastmodifieddate' | 'hs_lastmodifieddate';
  /** Returned where no properties are asked for. */
  readonly defaultProperties: readonly string[];
  /** Looked through by the `query` of a search. */
  readonly searchable: readonly string[];
  /** Whose scopes grant access: engagements ride on contacts. */
  readonly scopeObject: string;
  /** Former values kept: https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide#limits */
  readonly historyDepth: number;
}

function engagement(plural: string, singular: string, typeId: string, firstId: number): ObjectType {
  return {
    plural,
    singular,
    typeId,
    firstId,
    createdProperty: 'hs_createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
    searchable: [],
    scopeObject: 'contacts',
    historyDepth: 20,
  };
}

export const OBJECT_TYPES: readonly ObjectType[] = [
  {
    plural: 'contacts',
    singular: 'contact',
    typeId: '0-1',
    firstId: 101,
    createdProperty: 'createdate',
    modifiedProperty: 'lastmodifieddate',
    defaultProperties: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
    searchable: ['firstname', 'lastname', 'email', 'phone', 'company', 'hs_additional_emails'],
    scopeObject: 'contacts',
    historyDepth: 45,
  },
  {
    plural: 'companies',
    singular: 'company',
    typeId: '0-2',
    firstId: 20_000_101,
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
    searchable: ['name', 'domain', 'website', 'phone'],
    scopeObject: 'companies',
    historyDepth: 20,
  },
  {
    plural: 'deals',
    singular: 'deal',
    typeId: '0-3',
    firstId: 30_000_101,
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: [
      'amount',
      'closedate',
      'createdate',
      'dealname',
      'dealstage',
      'hs_lastmodifieddate',
      'hs_object_id',
      'pipeline',
    ],
    searchable: ['dealname'],
    scopeObject: 'deals',
    historyDepth: 20,
  },
  { ...engagement('leads', 'lead', '0-136', 40_000_101), searchable: ['hs_lead_name'], scopeObject: 'leads' },
  engagement('notes', 'note', '0-46', 50_000_101),
  engagement('meetings', 'meeting', '0-47', 60_000_101),
  engagement('calls', 'call', '0-48', 70_000_101),
  engagement('emails', 'email', '0-49', 80_000_101),
  engagement('tasks', 'task', '0-27', 90_000_101),
];

/** Ids grow in steps, so that no client takes them for consecutive. */
export const ID_STEP = 50;

/** Whether a path's object name means this type. */
export function isNamed(type: ObjectType, name: string): boolean {
  return name === type.plural || name === type.singular || name === type.typeId;
}
