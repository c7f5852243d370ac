import type {
  CrmRecord,
  Fields,
  FieldValue,
  Instant,
  RecordGoneNotice,
  UnreadableRecord,
} from '@tamis/adapter';
import { z } from 'zod';
import { isIdOf, type SalesforceObject } from '../objects.ts';
import { parseInstant } from '../wire.ts';

/** What a walk knows of one result, readable or not. */
export interface Row {
  readonly id: string | null;
  readonly modified: Instant | null;
  readonly outcome:
    | { readonly record: CrmRecord }
    | { readonly unreadable: UnreadableRecord }
    | { readonly gone: RecordGoneNotice };
}

/** What is read of a result into a record. */
export interface Reading {
  readonly object: SalesforceObject;
  readonly fields: readonly string[];
  /** Associated objects to give along. */
  readonly associations: readonly string[];
}

const id = z.string().min(1);

/** What every row holds beside the fields asked for. */
const envelopeSchema = z.object({
  Id: id,
  CreatedDate: z.string().nullish(),
  SystemModstamp: z.string(),
  IsDeleted: z.boolean().default(false),
  MasterRecordId: id.nullish(),
  IsConverted: z.boolean().default(false),
  ConvertedContactId: id.nullish(),
});
type Envelope = z.infer<typeof envelopeSchema>;

/** What a walk needs of a row even when the rest cannot be read. */
const placeSchema = z.object({
  Id: z.string().nullable().catch(null),
  SystemModstamp: z.string().nullable().catch(null),
});

/** The row itself, checked in place: pages are large, a copy is not needed. */
const valuesSchema = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null,
);

/** Parses one result; what cannot be read keeps its id where it has one. */
export function toRow(reading: Reading, result: unknown): Row {
  const envelope = envelopeSchema.safeParse(result);
  if (!envelope.success) return unreadable(reading, result, z.prettifyError(envelope.error));
  const modified = parseInstant(envelope.data.SystemModstamp);
  if (modified === null) return unreadable(reading, result, 'It has no modification time.');
  const gone = goneNotice(reading.object, envelope.data);
  if (gone !== null) return { id: envelope.data.Id, modified, outcome: { gone } };
  const values = valuesSchema.parse(result);
  const odd = reading.fields.find((field) => !isFieldValue(values[field]));
  if (odd !== undefined) return unreadable(reading, result, `Its ${odd} is no single value.`);
  return {
    id: envelope.data.Id,
    modified,
    outcome: { record: toRecord(reading, { envelope: envelope.data, values, modified }) },
  };
}

/** A deleted or merged record, or a lead that was converted: a converted lead is read-only and goes on as its contact. */
function goneNotice(object: SalesforceObject, row: Envelope): RecordGoneNotice | null {
  const ref = { object: object.name, id: row.Id };
  if (row.IsDeleted) return row.MasterRecordId ? { ...ref, mergedInto: row.MasterRecordId } : ref;
  if (!row.IsConverted) return null;
  const { ConvertedContactId: contact } = row;
  return contact ? { ...ref, convertedInto: { object: 'Contact', id: contact } } : ref;
}

function unreadable({ object }: Reading, result: unknown, message: string): Row {
  const place = placeSchema.catch({ Id: null, SystemModstamp: null }).parse(result);
  return {
    id: place.Id,
    modified: parseInstant(place.SystemModstamp),
    outcome: { unreadable: { object: object.name, id: place.Id, message } },
  };
}

function toRecord(
  { object, fields, associations }: Reading,
  row: { envelope: Envelope; values: Readonly<Record<string, unknown>>; modified: Instant },
): CrmRecord {
  const { envelope, values, modified } = row;
  const createdAt = parseInstant(envelope.CreatedDate);
  const linked = associations.flatMap((to) => {
    const field = object.links[to];
    return field === undefined ? [] : [[to, linkedIds(to, values[field])] as const];
  });
  return {
    object: object.name,
    id: envelope.Id,
    fields: pick(values, fields),
    modifiedAt: modified,
    ...(createdAt === null ? {} : { createdAt }),
    ...(linked.length === 0 ? {} : { associations: Object.fromEntries(linked) }),
  };
}

function linkedIds(to: string, value: unknown): readonly string[] {
  return typeof value === 'string' && isIdOf(to, value) ? [value] : [];
}

function pick(values: Readonly<Record<string, unknown>>, fields: readonly string[]): Fields {
  const picked: Record<string, FieldValue> = {};
  for (const field of fields) {
    const value = values[field];
    if (isFieldValue(value) && value !== undefined) picked[field] = value;
  }
  return picked;
}

function isFieldValue(value: unknown): value is string | number | boolean | null | undefined {
  return value === undefined || value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
