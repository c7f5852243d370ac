import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import { answer } from '../answer.ts';
import { integerParameter, readBody } from '../body.ts';
import { notFound, validationFailed } from '../errors.ts';
import { CUSTOM_TYPES, type FieldDefinition, type FieldOption } from './definition.ts';
import { presentField } from './present.ts';
import type { FieldRegistry } from './registry.ts';

/** A call to the fields of an object. */
export interface FieldCall {
  readonly fields: FieldRegistry;
  readonly request: HttpRequest;
  readonly code: string;
  readonly now: number;
  /** Deletes a field with its values. */
  readonly remove: (code: string) => void;
}

const MOST_FIELDS = 500;

/** Fields in pages, as every list of v2. */
export function listFields({ fields, request }: FieldCall): HttpReply {
  const limit = integerParameter(request.query, 'limit') ?? 100;
  if (limit < 1 || limit > MOST_FIELDS)
    throw validationFailed(`limit: Number must be between 1 and ${MOST_FIELDS}`);
  const start = startOf(request.query.get('cursor'));
  const all = fields.all();
  const data = all.slice(start, start + limit).map(presentField);
  const next = start + limit < all.length ? Buffer.from(String(start + limit)).toString('base64url') : null;
  return { status: 200, json: { success: true, data, additional_data: { next_cursor: next } } };
}

function startOf(cursor: string | null): number {
  if (cursor === null || cursor === '') return 0;
  const start = Number(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Number.isInteger(start) || start < 0) throw validationFailed('cursor: Invalid cursor');
  return start;
}

/** One field by its key; throws the 404 for an unknown one. */
export function readField(call: FieldCall): HttpReply {
  return answer(presentField(known(call)));
}

const newField = z.object({
  field_name: z.string().min(1).max(255),
  field_type: z.enum(CUSTOM_TYPES),
  options: z.array(z.strictObject({ label: z.string().min(1) })).optional(),
  description: z.string().nullish(),
  ui_visibility: z.looseObject({}).optional(),
  important_fields: z.looseObject({}).optional(),
  required_fields: z.looseObject({}).optional(),
});

/** Makes a custom field; its key is random, so that no two companies share one. */
export function createField({ fields, request, now }: FieldCall): HttpReply {
  const sent = readBody(request, newField.strict());
  const hasOptions = sent.field_type === 'enum' || sent.field_type === 'set';
  if (hasOptions && (sent.options ?? []).length === 0) throw validationFailed('options: Required');
  if (fields.customNamed(sent.field_name) !== undefined)
    throw validationFailed(`field_name: A field named ${sent.field_name} already exists`);
  const field: FieldDefinition = {
    code: randomBytes(20).toString('hex'),
    name: sent.field_name,
    type: sent.field_type,
    isCustom: true,
    isOptional: false,
    options: hasOptions ? numbered(sent.options ?? [], fields) : null,
    addTime: now,
  };
  fields.put(field);
  return answer(presentField(field));
}

/** Option ids are counted over all fields of an object. */
function numbered(
  options: readonly { readonly label: string }[],
  fields: FieldRegistry,
): readonly FieldOption[] {
  const taken = fields.all().flatMap((field) => (field.options ?? []).map(({ id }) => id));
  const highest = Math.max(20, ...taken.filter((id) => typeof id === 'number'));
  return options.map(({ label }, index) => ({ id: highest + index + 1, label }));
}

/** Renames a field; its type stays. */
export function updateField(call: FieldCall): HttpReply {
  const { field_name: name } = readBody(
    call.request,
    newField.omit({ field_type: true, options: true }).partial().strict(),
  );
  const field = { ...custom(call), ...(name === undefined ? {} : { name }) };
  call.fields.put(field);
  return answer(presentField(field));
}

/** Deletes a custom field with its values. */
export function deleteField(call: FieldCall): HttpReply {
  const field = custom(call);
  call.remove(field.code);
  return answer(presentField(field));
}

/** Adds options to an enum or set field. */
export function addOptions(call: FieldCall): HttpReply {
  const sent = readBody(call.request, z.array(z.strictObject({ label: z.string().min(1) })).min(1));
  const field = custom(call);
  if (field.options === null) throw validationFailed('field_type: The field has no options');
  const added = numbered(sent, call.fields);
  call.fields.put({ ...field, options: [...field.options, ...added] });
  return answer(added.map(({ id, label }) => ({ id, label, color: null })));
}

function known({ fields, code }: FieldCall): FieldDefinition {
  const field = fields.get(code);
  if (field === undefined) throw notFound('Field');
  return field;
}

function custom(call: FieldCall): FieldDefinition {
  const field = known(call);
  if (!field.isCustom) throw validationFailed('field_code: Only custom fields can be changed');
  return field;
}
