import type { FieldValue } from '@tamis/adapter';
import { z } from 'zod';
import { parseInstant, type WireRecord } from '../wire.ts';
import type { Field } from './field.ts';
import { LABELS } from './labels.ts';

/** A value of several parts: money, address, date range … is shown as its `value`; an option with its label as its `id`. */
const wrapped = z.object({ value: z.union([z.string(), z.number(), z.null()]) });
const amounted = z.object({ amount: z.number() });
const labelled = z.object({ id: z.union([z.string(), z.number()]) });

/** Kinds whose numbers are names of something, not quantities. */
const NAMED = new Set(['user', 'org', 'people', 'stage', 'deal', 'lead', 'project', 'enum', 'visible_to']);

/** What a record holds in a field, in the contract's values. */
export function readValue(field: Field, record: WireRecord): FieldValue {
  if (field.source === 'record') return BUILT[field.key]?.(record) ?? null;
  return plain(field, rawValue(field, record));
}

/** v2 keeps what people made below `custom_fields`; v1 beside the rest, and leaves empty ones out. */
function rawValue({ custom, key }: Field, record: WireRecord): unknown {
  const nested = record.custom_fields;
  if (!custom || typeof nested !== 'object' || nested === null) return record[key];
  return Reflect.get(nested, key);
}

function plain(field: Field, raw: unknown): FieldValue {
  if (raw === null || raw === undefined || raw === '') return null;
  if (field.description.type === 'multi-enumeration') return chosen(field, raw);
  if (typeof raw === 'object') return plain(field, unwrapped(raw));
  if (typeof raw === 'boolean') return raw;
  if (field.kind === 'enum' || field.description.type === 'enumeration')
    return field.ownValues?.get(String(raw)) ?? String(raw);
  if (typeof raw === 'number') return NAMED.has(field.kind) ? String(raw) : raw;
  return field.description.type === 'number' ? Number(raw) : String(raw);
}

function unwrapped(raw: object): unknown {
  const parts = wrapped.safeParse(raw);
  if (parts.success) return parts.data.value;
  const money = amounted.safeParse(raw);
  if (money.success) return money.data.amount;
  const option = labelled.safeParse(raw);
  return option.success ? option.data.id : JSON.stringify(raw);
}

/** v2 gives a list of numbers, v1 a text with commas. An empty list is nothing. */
function chosen({ ownValues }: Field, raw: unknown): FieldValue {
  const list = Array.isArray(raw) ? raw : String(raw).split(',');
  const ids = list.map((each) => (typeof each === 'object' && each !== null ? unwrapped(each) : each));
  const texts = ids.map((id) => String(id).trim());
  return texts.length === 0 ? null : texts.map((id) => ownValues?.get(id) ?? id);
}

const addresses = z
  .array(z.object({ value: z.string().nullish(), primary: z.boolean().optional() }))
  .catch([]);

/** The one that people marked as primary, else the first. */
function primary(list: unknown): FieldValue {
  const all = addresses.parse(list).filter(({ value }) => value);
  return (all.find((each) => each.primary) ?? all[0])?.value ?? null;
}

const placed = z.object({ country: z.string().nullish() }).catch({});

/** What is built of other keys: see `documented.ts`. */
const BUILT: Readonly<Record<string, (record: WireRecord) => FieldValue>> = {
  email: ({ emails }) => primary(emails),
  phone: ({ phones }) => primary(phones),
  address_country: ({ address }) => placed.parse(address).country ?? null,
  type_done: ({ type, done }) => `${String(type)}:${done === true ? 'done' : 'planned'}`,
  at: happened,
};

/** The day and time (UTC) for which it is planned; without them when it was marked as done, else when it was made. */
function happened({
  due_date: day,
  due_time: time,
  marked_as_done_time: done,
  add_time: made,
}: WireRecord): FieldValue {
  const hour = typeof time === 'string' && /^\d{2}:\d{2}/.test(time) ? time.slice(0, 5) : '00:00';
  const at = parseInstant(`${String(day)} ${hour}:00`) ?? parseInstant(done) ?? parseInstant(made);
  return at === null ? null : new Date(at).toISOString();
}

/**
 * A value as Pipedrive takes it: v2 is strict about types, options are numbers, a set is cleared by null and labels by an empty list.
 * https://pipedrive.readme.io/docs/pipedrive-api-v2-migration-guide
 */
export function wireValue(field: Field, value: FieldValue): unknown {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return field.key === LABELS ? [] : null;
  if (typeof value === 'object') return value.map((each) => option(field, each));
  const { type } = field.description;
  if (type === 'multi-enumeration')
    return String(value)
      .split(';')
      .map((each) => option(field, each.trim()));
  if (type === 'enumeration') return option(field, String(value));
  if (type === 'number' || NAMED.has(field.kind)) return numeric(value);
  if (type === 'boolean') return typeof value === 'boolean' ? value : value === 'true';
  return String(value);
}

function option(field: Field, value: string): number | string {
  const ours = [...(field.ownValues ?? [])].find(([, each]) => each === value);
  const id = ours?.[0] ?? value;
  return field.kind === 'lead_labels' ? id : numeric(id);
}

/** What is no number is sent as it is: Pipedrive says what is wrong with it. */
function numeric(value: string | number | boolean): number | string {
  const number = Number(value);
  return Number.isFinite(number) ? number : String(value);
}
