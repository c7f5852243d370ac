import { type Field, field, READ_ONLY, reference } from './field.ts';

/** An object of the org: its names and what it starts with. */
export interface ObjectType {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** The first three characters of its ids. */
  readonly keyPrefix: string;
  /** What a client may do with its records. */
  readonly allows: { readonly create: boolean; readonly update: boolean; readonly delete: boolean };
  /** Where records are merged, `MasterRecordId` says into which. */
  readonly mergeable: boolean;
  readonly fields: readonly Field[];
}

interface TypeExtras {
  readonly allows?: 'all' | 'nothing' | 'create-and-delete';
  readonly mergeable?: boolean;
}

const ALLOWANCES = {
  all: { create: true, update: true, delete: true },
  nothing: { create: false, update: false, delete: false },
  'create-and-delete': { create: true, update: false, delete: true },
} as const;

/** Defines an object with the fields that all objects have and its own. */
export function objectType(
  [name, label, keyPrefix]: readonly [name: string, label: string, keyPrefix: string],
  fields: readonly Field[],
  { allows = 'all', mergeable = false }: TypeExtras = {},
): ObjectType {
  return {
    name,
    label,
    labelPlural: `${label}s`.replace(/ys$/, 'ies'),
    keyPrefix,
    allows: ALLOWANCES[allows],
    mergeable,
    fields: [
      field(['Id', `${label} ID`, 'id'], { ...READ_ONLY, nillable: false, defaultedOnCreate: true }),
      field(['IsDeleted', 'Deleted', 'boolean'], READ_ONLY),
      ...(mergeable ? [reference(['MasterRecordId', 'Master Record ID'], name, READ_ONLY)] : []),
      ...fields,
      ...SYSTEM_FIELDS,
    ],
  };
}

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/system_fields.htm */
const SYSTEM_FIELDS: readonly Field[] = [
  field(['CreatedDate', 'Created Date', 'datetime'], { ...READ_ONLY, nillable: false }),
  reference(['CreatedById', 'Created By ID'], 'User', { ...READ_ONLY, nillable: false }),
  field(['LastModifiedDate', 'Last Modified Date', 'datetime'], { ...READ_ONLY, nillable: false }),
  reference(['LastModifiedById', 'Last Modified By ID'], 'User', { ...READ_ONLY, nillable: false }),
  field(['SystemModstamp', 'System Modstamp', 'datetime'], { ...READ_ONLY, nillable: false }),
];
