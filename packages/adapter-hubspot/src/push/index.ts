import {
  FieldGone,
  type Fields,
  type FieldValue,
  OutcomeUnknown,
  type PushOutcome,
  type PushRequest,
  type RecordChange,
} from '@tamis/adapter';
import type { HubspotClient } from '../client/index.ts';
import { type HubspotObject, hubspotObject } from '../objects.ts';
import { HubspotRefusal } from '../refusals.ts';
import { batchWriteSchema, parseInstant, type Refusal, type WireRecord } from '../wire.ts';
import { missingProperties, namedIds, refusedField } from './refusal.ts';
import { findSurvivor } from './survivor.ts';

interface Desk {
  readonly client: HubspotClient;
  readonly object: HubspotObject;
  readonly signal: AbortSignal;
}

type Outcomes = ReadonlyMap<string, PushOutcome>;

/** Writes one batch. Exactly one outcome for each change, in the order given. Throws what concerns all of them, for instance `FieldGone`. */
export async function push(client: HubspotClient, request: PushRequest): Promise<readonly PushOutcome[]> {
  const desk = { client, object: hubspotObject(request.object), signal: request.signal };
  const outcomes = await pushBatch(desk, request.changes);
  return request.changes.map(
    ({ id }) =>
      outcomes.get(id) ?? { id, status: 'unknown', message: 'HubSpot did not say what became of it.' },
  );
}

async function pushBatch(desk: Desk, changes: readonly RecordChange[]): Promise<Outcomes> {
  if (changes.length === 0) return new Map();
  try {
    return await settle(desk, changes, await send(desk, changes));
  } catch (error) {
    if (error instanceof OutcomeUnknown) return unknown(changes, error.message);
    if (error instanceof HubspotRefusal) return narrow(desk, changes, error);
    throw error;
  }
}

/** Trace ids make HubSpot answer 207 with one error per record: https://developers.hubspot.com/docs/api-reference/crm-objects-v3/guide */
function send(desk: Desk, changes: readonly RecordChange[]) {
  const { client, object, signal } = desk;
  const inputs = changes.map(({ id, fields }) => ({
    id,
    objectWriteTraceId: id,
    properties: toProperties(fields),
  }));
  const call = {
    lane: 'burst',
    bill: object.bill,
    effect: 'write',
    signal,
    schema: batchWriteSchema,
  } as const;
  return client.call(call, ({ batches }) => batches.update(object.name, { inputs }));
}

async function settle(
  desk: Desk,
  changes: readonly RecordChange[],
  answer: { readonly results: readonly WireRecord[]; readonly errors: readonly Refusal[] },
): Promise<Outcomes> {
  refuseMissing(desk, changes, answer.errors);
  const outcomes = new Map(writtenOutcomes(changes, answer.results));
  const open = changes.filter(({ id }) => !outcomes.has(id));
  const refusals = new Map(
    answer.errors.flatMap((refusal) => namedIds(refusal).map((id) => [id, refusal] as const)),
  );
  const silent: RecordChange[] = [];
  for (const change of open) {
    const refusal = refusals.get(change.id);
    if (refusal === undefined) silent.push(change);
    else outcomes.set(change.id, await refused(desk, change, { status: 400, refusal }));
  }
  // A record without a result and without an error of its own: ask again, apart from those that are settled.
  if (silent.length === changes.length)
    return new Map([...outcomes, ...unknown(silent, 'HubSpot answered without naming it.')]);
  return new Map([...outcomes, ...(await pushBatch(desk, silent))]);
}

function* writtenOutcomes(
  changes: readonly RecordChange[],
  results: readonly WireRecord[],
): Generator<readonly [string, PushOutcome]> {
  const byId = new Map(results.map((record) => [record.objectWriteTraceId ?? record.id, record]));
  for (const { id, fields } of changes) {
    const record = byId.get(id);
    if (record === undefined) continue;
    // An answer under another id: the record was merged, and the write went to its survivor.
    if (record.id !== id) yield [id, { id, status: 'gone', mergedInto: record.id }];
    else yield [id, written(id, fields, record)];
  }
}

function written(id: string, sent: Fields, record: WireRecord): PushOutcome {
  const { properties } = record;
  const fields = Object.fromEntries(
    Object.keys(sent).flatMap((name) => (name in properties ? [[name, properties[name] ?? null]] : [])),
  );
  const stamp = properties.lastmodifieddate ?? properties.hs_lastmodifieddate;
  const modifiedAt = record.updatedAt ?? parseInstant(stamp) ?? 0;
  return { id, status: 'written', fields, modifiedAt };
}

/** A deleted property is every record's concern, whether the batch was refused as a whole or record by record; what was written may be written again. */
function refuseMissing(
  { object }: Desk,
  changes: readonly RecordChange[],
  refusals: readonly Refusal[],
): void {
  const missing = new Set(refusals.flatMap((refusal) => missingProperties(refusal, changes)));
  const [first] = refusals;
  if (missing.size > 0)
    throw new FieldGone(object.name, [...missing], { correlationId: first?.correlationId });
}

/** A batch refused as a whole: alone it is the record's own outcome, else the named record apart, or halves. */
async function narrow(
  desk: Desk,
  changes: readonly RecordChange[],
  error: HubspotRefusal,
): Promise<Outcomes> {
  refuseMissing(desk, changes, [error.refusal]);
  const [first] = changes;
  if (changes.length === 1 && first) return new Map([[first.id, await refused(desk, first, error)]]);
  const named = new Set(namedIds(error.refusal));
  const suspects = changes.filter(({ id }) => named.has(id));
  const isolates = suspects.length > 0 && suspects.length < changes.length;
  const middle = Math.ceil(changes.length / 2);
  const parts = isolates
    ? [suspects, changes.filter(({ id }) => !named.has(id))]
    : [changes.slice(0, middle), changes.slice(middle)];
  const settled = await Promise.all(parts.map((part) => pushBatch(desk, part)));
  return new Map(settled.flatMap((outcomes) => [...outcomes]));
}

async function refused(
  desk: Desk,
  { id }: RecordChange,
  error: { status: number; refusal: Refusal },
): Promise<PushOutcome> {
  const { refusal } = error;
  if (error.status === 404 || refusal.category === 'OBJECT_NOT_FOUND') return findSurvivor(desk, id);
  const field = refusedField(refusal);
  const detail = refusal.errors[0]?.message;
  const message =
    detail && !refusal.message.includes(detail) ? `${refusal.message} ${detail}` : refusal.message;
  const outcome = { id, status: 'refused', code: refusal.category ?? 'REFUSED', message } as const;
  return field === undefined ? outcome : { ...outcome, field };
}

function unknown(changes: readonly RecordChange[], message: string): Outcomes {
  return new Map(changes.map(({ id }) => [id, { id, status: 'unknown', message }]));
}

function toProperties(fields: Fields): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, toText(value)]));
}

/** Every value travels as text; an empty one clears the property, a list is joined by semicolons. */
function toText(value: FieldValue): string {
  if (value === null) return '';
  return typeof value === 'object' ? value.join(';') : String(value);
}
