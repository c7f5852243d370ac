/** Types as `describe` names them: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm */
export type FieldType =
  | 'id'
  | 'string'
  | 'email'
  | 'phone'
  | 'url'
  | 'textarea'
  | 'picklist'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'reference';

/** A choice of a picklist. */
export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  readonly defaultValue: boolean;
}

/** A field of an object, as far as clients can tell the difference. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Most characters; 0 for types that have no length. */
  readonly length: number;
  /** Digits in all, and behind the point; 0 for types without. */
  readonly precision: number;
  readonly scale: number;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly nillable: boolean;
  readonly defaultedOnCreate: boolean;
  readonly custom: boolean;
  readonly calculated: boolean;
  readonly externalId: boolean;
  readonly unique: boolean;
  readonly restrictedPicklist: boolean;
  readonly picklistValues: readonly PicklistValue[];
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
  /** Deleting the record it refers to deletes the record it stands in. */
  readonly cascadeDelete: boolean;
  /** Long texts can be neither filtered nor sorted. */
  readonly filterable: boolean;
  /** Seen only through FieldPermissions, as whatever the Tooling API makes. */
  readonly guarded: boolean;
}

/** What a field has beside name, label and type, where it differs from what is usual. */
export type FieldExtras = Partial<Omit<Field, 'name' | 'label' | 'type'>>;

const LENGTHS: Readonly<Partial<Record<FieldType, number>>> = {
  id: 18,
  reference: 18,
  string: 255,
  email: 80,
  phone: 40,
  url: 255,
  picklist: 255,
  textarea: 32_000,
};

const NUMBERS: Readonly<Partial<Record<FieldType, readonly [precision: number, scale: number]>>> = {
  int: [8, 0],
  double: [18, 0],
  currency: [18, 2],
  percent: [3, 0],
};

/** Defines a field; without extras it can be created, updated and left empty. */
export function field(
  [name, label, type]: readonly [name: string, label: string, type: FieldType],
  extras: FieldExtras = {},
): Field {
  const [precision, scale] = NUMBERS[type] ?? [0, 0];
  return {
    name,
    label,
    type,
    length: LENGTHS[type] ?? 0,
    precision,
    scale,
    createable: true,
    updateable: true,
    nillable: type !== 'boolean',
    defaultedOnCreate: type === 'boolean',
    custom: false,
    calculated: false,
    externalId: false,
    unique: false,
    restrictedPicklist: false,
    picklistValues: [],
    referenceTo: [],
    relationshipName: null,
    cascadeDelete: false,
    filterable: type !== 'textarea',
    guarded: false,
    ...extras,
  };
}

/** A field that only Salesforce itself writes. */
export const READ_ONLY = { createable: false, updateable: false } as const;
/** A field that must be given when a record is made. */
export const REQUIRED = { nillable: false } as const;

/** A field that refers to one object, or to any of several. */
export function reference(
  [name, label]: readonly [name: string, label: string],
  referenceTo: string | readonly string[],
  extras: FieldExtras = {},
): Field {
  return field([name, label, 'reference'], {
    referenceTo: typeof referenceTo === 'string' ? [referenceTo] : referenceTo,
    relationshipName: name.replace(/Id$/, ''),
    ...extras,
  });
}

/** A picklist; the first value is the default where `defaulted`. */
export function picklist(
  [name, label]: readonly [name: string, label: string],
  values: readonly string[],
  extras: FieldExtras = {},
): Field {
  return field([name, label, 'picklist'], {
    picklistValues: values.map((value, at) => ({
      value,
      label: value,
      active: true,
      defaultValue: at === 0 && extras.defaultedOnCreate === true,
    })),
    ...extras,
  });
}
