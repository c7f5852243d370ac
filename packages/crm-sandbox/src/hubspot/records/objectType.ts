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

function engagement(
  names: { plural: string; singular: string },
  ids: { typeId: string; firstId: number },
): ObjectType {
  return {
    ...names,
    ...ids,
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
  {
    ...engagement({ plural: 'leads', singular: 'lead' }, { typeId: '0-136', firstId: 40_000_101 }),
    searchable: ['hs_lead_name'],
    scopeObject: 'leads',
  },
  engagement({ plural: 'notes', singular: 'note' }, { typeId: '0-46', firstId: 50_000_101 }),
  engagement({ plural: 'meetings', singular: 'meeting' }, { typeId: '0-47', firstId: 60_000_101 }),
  engagement({ plural: 'calls', singular: 'call' }, { typeId: '0-48', firstId: 70_000_101 }),
  engagement({ plural: 'emails', singular: 'email' }, { typeId: '0-49', firstId: 80_000_101 }),
  engagement({ plural: 'tasks', singular: 'task' }, { typeId: '0-27', firstId: 90_000_101 }),
];

/** Ids grow in steps, so that no client takes them for consecutive. */
export const ID_STEP = 50;

/** Whether a path's object name means this type. */
export function isNamed(type: ObjectType, name: string): boolean {
  return name === type.plural || name === type.singular || name === type.typeId;
}
