/** A choice of an enumeration. */
export interface PropertyOption {
  readonly label: string;
  readonly value: string;
  readonly displayOrder?: number | undefined;
  readonly description?: string | undefined;
  readonly hidden: boolean;
}

export type PropertyType =
  | 'string'
  | 'number'
  | 'date'
  | 'datetime'
  | 'enumeration'
  | 'bool'
  | 'phone_number';

/** A property as the properties API returns it. */
export interface PropertyDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: PropertyType;
  readonly fieldType: string;
  readonly groupName: string;
  readonly description: string;
  readonly options: readonly PropertyOption[];
  readonly displayOrder: number;
  readonly calculated: boolean;
  readonly externalOptions: boolean;
  readonly hasUniqueValue: boolean;
  readonly hidden: boolean;
  readonly hubspotDefined: boolean;
  readonly formField: boolean;
  readonly readOnlyValue: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** How a kind of field appears as `type` and `fieldType`: https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide */
const KINDS = {
  text: ['string', 'text'],
  area: ['string', 'textarea'],
  phone: ['string', 'phonenumber'],
  number: ['number', 'number'],
  date: ['date', 'date'],
  datetime: ['datetime', 'date'],
  select: ['enumeration', 'select'],
  checkboxes: ['enumeration', 'checkbox'],
  bool: ['bool', 'booleancheckbox'],
} as const satisfies Record<string, readonly [PropertyType, string]>;
export type PropertyKind = keyof typeof KINDS;

interface Extras {
  readonly options?: readonly PropertyOption[];
  /** Set by HubSpot itself: writing it is refused. */
  readonly readOnly?: boolean;
  readonly unique?: boolean;
  readonly calculated?: boolean;
  readonly external?: boolean;
}

/** Defines a property of HubSpot's own. */
export function builtIn(
  [name, label, kind]: readonly [name: string, label: string, kind: PropertyKind],
  more: Extras & { group: string },
): PropertyDefinition {
  const [type, fieldType] = KINDS[kind];
  return {
    name,
    label,
    type,
    fieldType,
    groupName: more.group,
    description: '',
    options: more.options ?? (kind === 'bool' ? choices({ true: 'True', false: 'False' }) : []),
    displayOrder: -1,
    calculated: more.calculated ?? false,
    externalOptions: more.external ?? false,
    hasUniqueValue: more.unique ?? false,
    hidden: false,
    hubspotDefined: true,
    formField: !(more.readOnly ?? false),
    readOnlyValue: (more.readOnly ?? false) || (more.calculated ?? false),
    createdAt: Date.UTC(2019, 7, 6),
    updatedAt: Date.UTC(2025, 0, 1),
  };
}

/** Options from value → label, in the order given. */
export function choices(labels: Readonly<Record<string, string>>): PropertyOption[] {
  return Object.entries(labels).map(([value, label], displayOrder) => ({
    label,
    value,
    displayOrder,
    hidden: false,
  }));
}

/** Options whose label is their value. */
export function sameChoices(values: readonly string[]): PropertyOption[] {
  return choices(Object.fromEntries(values.map((value) => [value, value])));
}
