import type {
  CrmRecord,
  Fields,
  Instant,
  RecordGoneNotice,
  RecordRef,
  UnreadableRecord,
} from '@tamis/adapter';
import { z } from 'zod';
import type { Field } from '../describe/field.ts';
import { readValue } from '../describe/value.ts';
import { ASSOCIATION_KEYS, SAME_PERSON } from '../objects.ts';
import { parseInstant, recordSchema, type WireRecord } from '../wire.ts';

/** A record that was read, with the person that a lead names and the time at which a deal was closed. */
export interface ReadRow {
  readonly record: CrmRecord;
  readonly personId: unknown;
  readonly closedAt: Instant | null;
}

/** What a walk knows of one result, readable or not. */
export interface Row {
  readonly id: string | null;
  readonly outcome: ReadRow | { readonly unreadable: UnreadableRecord } | { readonly gone: RecordGoneNotice };
}

/** What is read of each record. */
export interface Reading {
  readonly object: string;
  readonly fields: readonly Field[];
  readonly associations: readonly string[];
}

/** What a walk needs of a row even when the rest cannot be read. */
const placeSchema = z.object({ id: z.coerce.string() });

/** Parses one result; what cannot be read keeps its id where it has one. */
export function toRow(reading: Reading, result: unknown): Row {
  const parsed = recordSchema.safeParse(result);
  if (!parsed.success) return unreadable(reading, result, z.prettifyError(parsed.error));
  const wire = parsed.data;
  const id = String(wire.id);
  if (wire.is_deleted === true) return { id, outcome: { gone: { object: reading.object, id } } };
  const modifiedAt = parseInstant(wire.update_time) ?? parseInstant(wire.add_time);
  if (modifiedAt === null) return unreadable(reading, result, 'It has no modification time.');
  const closedAt = parseInstant(wire.close_time);
  const record = toRecord(reading, wire, modifiedAt);
  return { id, outcome: { record, personId: wire.person_id, closedAt } };
}

/** The fields that the record itself holds, in the contract's values. */
export function readFields(fields: readonly Field[], wire: WireRecord): Fields {
  const own = fields.filter(({ source }) => source !== 'person');
  return Object.fromEntries(own.map((field) => [field.description.name, readValue(field, wire)]));
}

function unreadable({ object }: Reading, result: unknown, message: string): Row {
  const place = placeSchema.safeParse(result);
  const id = place.success ? place.data.id : null;
  return { id, outcome: { unreadable: { object, id, message } } };
}

function toRecord(reading: Reading, wire: WireRecord, modifiedAt: Instant): CrmRecord {
  const createdAt = parseInstant(wire.add_time);
  const { object, fields, associations } = reading;
  const same = samePerson(object, wire);
  return {
    object,
    id: String(wire.id),
    fields: readFields(fields, wire),
    modifiedAt,
    ...(createdAt === null ? {} : { createdAt }),
    ...(associations.length === 0 ? {} : { associations: associated(associations, wire) }),
    ...(same === null ? {} : { samePerson: [same] }),
  };
}

function samePerson(of: string, wire: WireRecord): RecordRef | null {
  const named = SAME_PERSON[of];
  const id = named && wire[named.key];
  return named === undefined || id === null || id === undefined
    ? null
    : { object: named.object, id: String(id) };
}

function associated(objects: readonly string[], wire: WireRecord): Record<string, readonly string[]> {
  return Object.fromEntries(objects.map((object) => [object, ids(object, wire)]));
}

function ids(object: string, wire: WireRecord): readonly string[] {
  const keys = ASSOCIATION_KEYS[object] ?? [];
  const found = keys.map((key) => wire[key]).find((id) => id !== null && id !== undefined);
  return found === undefined ? [] : [String(found)];
}
