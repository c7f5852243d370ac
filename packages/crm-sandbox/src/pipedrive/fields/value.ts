import { z } from 'zod';
import { validationFailed } from '../errors.ts';
import type { Json } from '../records/record.ts';
import type { FieldDefinition } from './definition.ts';
import type { FieldRegistry } from './registry.ts';

/** Longest text of a `varchar`: https://developers.pipedrive.com/docs/api/v1/PersonFields#addPersonField */
const LONGEST_VARCHAR = 255;

/** Checks values of custom fields as v2 takes them; throws the 400 for an unknown key or a value of another type. */
export function checkCustom(
  fields: FieldRegistry,
  sent: Readonly<Record<string, unknown>>,
): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const [code, value] of Object.entries(sent)) {
    const field = fields.get(code);
    if (field === undefined || !field.isCustom)
      throw validationFailed(`custom_fields: Unrecognized key(s) in object: '${code}'`);
    values[code] = value === null ? null : checkOne(field, value);
  }
  return values;
}

function checkOne(field: FieldDefinition, value: unknown): Json {
  const parsed = knownSchema(field).safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = ['custom_fields', field.code, ...(issue?.path ?? [])].join('.');
  throw validationFailed(`${place}: ${issue?.message ?? 'invalid'}`);
}

const schemas = new WeakMap<FieldDefinition, z.ZodType<Json>>();

/** The schema of a field, made once: a field that is changed becomes another object. */
function knownSchema(field: FieldDefinition): z.ZodType<Json> {
  const known = schemas.get(field) ?? schemaOf(field);
  schemas.set(field, known);
  return known;
}

const day = z.iso.date();
const clockTime = z.string().regex(/^\d{2}:\d{2}(:\d{2})?$/, 'Expected HH:MM:SS');

/** Strict types of v2: https://pipedrive.readme.io/docs/pipedrive-api-v2-migration-guide */
function schemaOf({ type, options }: FieldDefinition): z.ZodType<Json> {
  switch (type) {
    case 'varchar':
    case 'varchar_auto':
    case 'phone':
      return z.string().max(LONGEST_VARCHAR);
    case 'text':
      return z.string();
    case 'double':
      return z.number();
    case 'monetary':
      return z.strictObject({ value: z.number(), currency: z.string().length(3) });
    case 'enum':
      return optionId(options);
    case 'set':
      return z.array(optionId(options)).min(1);
    case 'date':
      return day;
    case 'daterange':
      return z.strictObject({ value: day, until: day });
    case 'time':
      return z
        .strictObject({ value: clockTime, timezone_id: z.int().optional() })
        .transform(withoutUndefined);
    case 'timerange':
      return z.strictObject({ value: clockTime, until: clockTime });
    case 'address':
      return z.strictObject({ value: z.string() });
    default:
      return z.int().positive();
  }
}

function optionId(options: FieldDefinition['options']): z.ZodType<number> {
  const ids = new Set((options ?? []).map(({ id }) => id));
  return z.int().refine((id) => ids.has(id), 'Option does not exist');
}

function withoutUndefined(time: { value: string; timezone_id?: number | undefined }): Json {
  return time.timezone_id === undefined
    ? { value: time.value }
    : { value: time.value, timezone_id: time.timezone_id };
}
