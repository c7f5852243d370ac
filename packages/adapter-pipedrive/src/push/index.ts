import {
  FieldGone,
  OutcomeUnknown,
  type PushOutcome,
  type PushRequest,
  type RecordChange,
  type RecordRef,
} from '@tamis/adapter';
import type { PipedriveClient } from '../client/index.ts';
import type { Field } from '../describe/field.ts';
import type { Catalogue } from '../describe/index.ts';
import { WRITES_AHEAD } from '../limits.ts';
import { type PipedriveObject, pipedriveObject } from '../objects.ts';
import { conversions } from '../pull/conversions.ts';
import { readFields } from '../pull/row.ts';
import { PipedriveRefusal } from '../refusals.ts';
import { oneSchema, parseInstant } from '../wire.ts';
import { SINGLES } from './single.ts';
import { findSurvivor, goneOutcome } from './survivor.ts';

interface Desk {
  readonly client: PipedriveClient;
  readonly catalogue: Catalogue;
  readonly object: PipedriveObject;
  readonly signal: AbortSignal;
  /** The keys that the object's field list holds now: one look a push, however many records are refused. */
  readonly presentKeys: () => Promise<ReadonlySet<string>>;
  /** What leads became that are not found: one look a push as well. */
  readonly becameOf: (id: string) => Promise<PushOutcome>;
}

/**
 * Writes the changes one by one, several under way. Exactly one outcome for each change, in the order given.
 *
 * What concerns all of them (the day is used up, the tokens are dead, a field is gone) ends the push. It is thrown where nothing was
 * settled yet; otherwise what was settled is told, and the rest is `unknown`: a PATCH of the same values may be sent again, and the
 * next push throws before its first write.
 */
export async function push(
  { client, catalogue }: { client: PipedriveClient; catalogue: Catalogue },
  { object, changes, signal }: PushRequest,
): Promise<readonly PushOutcome[]> {
  const names = [...new Set(changes.flatMap(({ fields }) => Object.keys(fields)))];
  const fields = new Map(
    (await catalogue.require(object, names, signal)).map((field) => [field.description.name, field]),
  );
  const desk = openDesk({ client, catalogue, object: pipedriveObject(object), signal });
  const outcomes = new Map<string, PushOutcome>();
  const end = await inParallel(changes, async (change) => {
    const own = Object.keys(change.fields).flatMap((name) => fields.get(name) ?? []);
    outcomes.set(change.id, await writeOne(desk, change, own));
  });
  if (end !== null && outcomes.size === 0) throw end.error;
  const message = `Not sent: ${end?.error instanceof Error ? end.error.message : 'the push ended early.'}`;
  return changes.map(({ id }) => outcomes.get(id) ?? { id, status: 'unknown', message });
}

/** Runs `work` for each item, `WRITES_AHEAD` at once. The first failure ends it when what is under way has ended. */
async function inParallel<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<{ readonly error: unknown } | null> {
  const queue = items.values();
  const failures: { readonly error: unknown }[] = [];
  const worker = async () => {
    for (const item of queue) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push({ error }));
    }
  };
  await Promise.all(Array.from({ length: WRITES_AHEAD }, worker));
  return failures[0] ?? null;
}

async function writeOne(desk: Desk, change: RecordChange, fields: readonly Field[]): Promise<PushOutcome> {
  const { id } = change;
  try {
    return await send(desk, change, fields);
  } catch (error) {
    if (error instanceof OutcomeUnknown) return { id, status: 'unknown', message: error.message };
    if (error instanceof PipedriveRefusal) return refused(desk, { id, fields }, error);
    throw error;
  }
}

async function send(desk: Desk, change: RecordChange, fields: readonly Field[]): Promise<PushOutcome> {
  const { client, object, signal } = desk;
  const { update, body, cost } = SINGLES[object.name];
  const call = { cost: cost.write, bill: object.bill, effect: 'write', signal, schema: oneSchema } as const;
  const { data } = await client.call(call, (api) => update(api, change.id, body(fields, change.fields)));
  const gone = goneOutcome(change.id, data);
  if (gone !== null) return gone;
  const shown = fields.filter(({ onRequest }) => !onRequest);
  const modifiedAt = parseInstant(data.update_time) ?? client.sourceNow();
  return { id: change.id, status: 'written', fields: readFields(shown, data), modifiedAt };
}

async function refused(
  desk: Desk,
  { id, fields }: { id: string; fields: readonly Field[] },
  error: PipedriveRefusal,
): Promise<PushOutcome> {
  if (error.notFound) return desk.object.name === 'leads' ? desk.becameOf(id) : findSurvivor(desk, id);
  const field = fields.find(({ key }) => error.said.includes(key));
  if (field?.custom === true) await requireStill(desk, field, error);
  const outcome = { id, status: 'refused', code: error.code, message: error.said } as const;
  return field === undefined ? outcome : { ...outcome, field: field.description.name };
}

/** A field that people deleted fails every record that sets it. */
async function requireStill(
  { object, presentKeys }: Desk,
  field: Field,
  cause: PipedriveRefusal,
): Promise<void> {
  const present = await presentKeys();
  if (!present.has(field.key)) throw new FieldGone(object.name, [field.description.name], { cause });
}

/** How far back a conversion is looked for; an older one was told by the changes. */
const CONVERSIONS_BACK_MS = 30 * 86_400_000;

function openDesk(desk: Omit<Desk, 'presentKeys' | 'becameOf'>): Desk {
  const { client, catalogue, object, signal } = desk;
  const presentKeys = once(() => catalogue.presentKeys(object.name, signal));
  const converted = once(async () => {
    const since = client.sourceNow() - CONVERSIONS_BACK_MS;
    const found = new Map<string, RecordRef | undefined>();
    for await (const notices of conversions(client, { since, signal }))
      for (const { id, convertedInto } of notices) found.set(id, convertedInto);
    return found;
  });
  const becameOf = async (id: string): Promise<PushOutcome> => {
    const convertedInto = (await converted()).get(id);
    return { id, status: 'gone', ...(convertedInto === undefined ? {} : { convertedInto }) };
  };
  return { ...desk, presentKeys, becameOf };
}

function once<R>(look: () => Promise<R>): () => Promise<R> {
  let looked: Promise<R> | undefined;
  return () => {
    looked ??= look();
    return looked;
  };
}
