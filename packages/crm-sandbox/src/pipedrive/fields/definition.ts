/** Types a custom field can be made of: https://developers.pipedrive.com/docs/api/v1/PersonFields#addPersonField */
export const CUSTOM_TYPES = [
  'varchar',
  'varchar_auto',
  'text',
  'double',
  'monetary',
  'phone',
  'date',
  'daterange',
  'time',
  'timerange',
  'enum',
  'set',
  'address',
  'org',
  'people',
  'user',
] as const;
/** A type of custom fields. */
export type CustomType = (typeof CUSTOM_TYPES)[number];

/** Types of the fields that Pipedrive itself has. */
export type FieldType =
  | CustomType
  | 'int'
  | 'boolean'
  | 'stage'
  | 'status'
  | 'visible_to'
  | 'picture'
  | 'lead'
  | 'deal';

/** One choice of an enum, set, status or similar field. */
export interface FieldOption {
  readonly id: number | string;
  readonly label: string;
}

/** A field of an object. */
export interface FieldDefinition {
  /** 40 hexadecimal characters for a custom field, different in every company. */
  readonly code: string;
  readonly name: string;
  readonly type: FieldType;
  readonly isCustom: boolean;
  /** Whether records show it only when `include_fields` asks for it. */
  readonly isOptional: boolean;
  readonly options: readonly FieldOption[] | null;
  readonly addTime: number | null;
}

/** What a field that Pipedrive itself has is made of: key, label, type, and options where it has some. */
export type BuiltInField = readonly [
  code: string,
  name: string,
  type: FieldType,
  options?: readonly FieldOption[],
];

/** A field that Pipedrive itself has; an optional one is shown only on request. */
export function builtIn([code, name, type, options]: BuiltInField, isOptional = false): FieldDefinition {
  return { code, name, type, isCustom: false, isOptional, options: options ?? null, addTime: null };
}
