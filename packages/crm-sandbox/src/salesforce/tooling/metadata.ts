import { z } from 'zod';
import { badRequest } from '../errors.ts';
import { type Field, type FieldType, field } from '../objects/field.ts';

/** The Tooling API calls `valueName` what the Metadata API calls `fullName`. */
const valueSchema = z.object({
  valueName: z.string(),
  label: z.string().optional(),
  default: z.boolean().default(false),
});

/** What a custom field is made of: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm */
export const metadataSchema = z.looseObject({
  label: z.string().min(1).max(40),
  type: z.string(),
  length: z.int().positive().max(131_072).optional(),
  precision: z.int().min(1).max(18).optional(),
  scale: z.int().min(0).max(17).optional(),
  visibleLines: z.int().positive().optional(),
  defaultValue: z.unknown().optional(),
  required: z.boolean().default(false),
  externalId: z.boolean().default(false),
  unique: z.boolean().default(false),
  description: z.string().nullish(),
  inlineHelpText: z.string().nullish(),
  valueSet: z
    .looseObject({
      restricted: z.boolean().default(false),
      valueSetDefinition: z.looseObject({ value: z.array(valueSchema) }).optional(),
    })
    .optional(),
});
/** Metadata of a custom field; see {@link metadataSchema}. */
export type Metadata = z.infer<typeof metadataSchema>;

type Need = 'length' | 'precision' | 'scale' | 'visibleLines' | 'defaultValue' | 'valueSet';

/** Types of custom fields: what they are in `describe`, and what must be said of them. */
const KINDS: Readonly<Record<string, readonly [FieldType, ...Need[]]>> = {
  Text: ['string', 'length'],
  TextArea: ['textarea'],
  LongTextArea: ['textarea', 'length', 'visibleLines'],
  Number: ['double', 'precision', 'scale'],
  Currency: ['currency', 'precision', 'scale'],
  Percent: ['percent', 'precision', 'scale'],
  Checkbox: ['boolean', 'defaultValue'],
  Date: ['date'],
  DateTime: ['datetime'],
  Email: ['email'],
  Phone: ['phone'],
  Url: ['url'],
  Picklist: ['picklist', 'valueSet'],
};

const LENGTHS: Readonly<Record<string, number>> = { TextArea: 255 };

/** The field that the metadata describe; throws the 400 of the Tooling API where something is missing or wrong. */
export function customField(name: string, metadata: Metadata): Field {
  const [type, ...needs] = KINDS[metadata.type] ?? unknownType(metadata.type);
  for (const need of needs)
    if (metadata[need] === undefined)
      throw badRequest(
        'FIELD_INTEGRITY_EXCEPTION',
        `Must specify '${need}' for a CustomField of type ${metadata.type}`,
      );
  const plain = field([name, metadata.label, type]);
  return {
    ...plain,
    length: metadata.length ?? LENGTHS[metadata.type] ?? plain.length,
    precision: metadata.precision ?? plain.precision,
    scale: metadata.scale ?? plain.scale,
    nillable: type !== 'boolean' && !metadata.required,
    externalId: metadata.externalId,
    unique: metadata.unique,
    restrictedPicklist: metadata.valueSet?.restricted ?? false,
    picklistValues: picklistValues(metadata),
    filterable: metadata.type !== 'LongTextArea',
    custom: true,
    guarded: !metadata.required,
  };
}

function picklistValues({ valueSet }: Metadata): Field['picklistValues'] {
  const values = valueSet?.valueSetDefinition?.value ?? [];
  return values.map(({ valueName, label, default: isDefault }) => ({
    value: valueName,
    label: label ?? valueName,
    active: true,
    defaultValue: isDefault,
  }));
}

function unknownType(type: string): never {
  throw badRequest('INVALID_TYPE', `'${type}' is not a valid value for the enum 'FieldType'`);
}
