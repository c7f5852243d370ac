import {
  FieldGone,
  OutcomeUnknown,
  type PushOutcome,
  type PushRequest,
  type RecordChange,
} from '@tamis/adapter';
import { pause } from '../client/bulk/polling.ts';
import { BulkUnavailable } from '../client/bulk/unavailable.ts';
import { BATCH } from '../limits/index.ts';
import { salesforceObject } from '../objects.ts';
import { missingColumns, SalesforceRefusal } from '../refusals.ts';
import { type SaveResult, saveResultsSchema } from '../wire.ts';
import {
  codeOf,
  type Delivery,
  type Outcomes,
  type PushDesk,
  type Refused,
  unknown,
  written,
} from './delivery.ts';
import { ingest } from './ingest.ts';
import { findSurvivors } from './survivor.ts';

/** How often rows that somebody else holds are sent again, and how long the first wait is. Each further one is twice as long. */
const LOCK_REPEATS = 4;
const LOCK_WAIT_MS = 500;

/**
 * A score is no reason to hand a lead to somebody else: without this header an update runs the active assignment rule.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/headers-autoassign.html
 */
const HEADERS = { 'sforce-auto-assign': 'FALSE' };

/**
 * Writes one batch by a collection, a larger one by a job of the Bulk API. Exactly one outcome for each change, in the order given.
 * Throws what concerns all of them, for instance `FieldGone`.
 */
export async function push(desk: PushDesk, request: PushRequest): Promise<readonly PushOutcome[]> {
  const { changes, signal } = request;
  const delivery = { ...desk, object: salesforceObject(request.object), signal };
  const deliver = changes.length > BATCH ? pushJob : pushBatch;
  const outcomes = await deliver(delivery, changes);
  return changes.map(
    ({ id }) =>
      outcomes.get(id) ?? { id, status: 'unknown', message: 'Salesforce did not say what became of it.' },
  );
}

/** Where there are no jobs, collections cost more requests and write the same. */
async function pushJob(delivery: Delivery, changes: readonly RecordChange[]): Promise<Outcomes> {
  try {
    const { settled, refused } = await ingest(delivery, changes);
    return new Map([...settled, ...(await settleRefused(delivery, refused, LOCK_REPEATS))]);
  } catch (error) {
    if (!(error instanceof BulkUnavailable)) throw error;
    return pushBatches(delivery, changes, LOCK_REPEATS);
  }
}

/** One batch after the other. */
async function pushBatches(
  delivery: Delivery,
  changes: readonly RecordChange[],
  repeats: number,
): Promise<Outcomes> {
  const settled: [string, PushOutcome][] = [];
  for (const part of batches(changes)) settled.push(...(await pushBatch(delivery, part, repeats)));
  return new Map(settled);
}

async function pushBatch(
  delivery: Delivery,
  changes: readonly RecordChange[],
  repeats = LOCK_REPEATS,
): Promise<Outcomes> {
  if (changes.length === 0) return new Map();
  try {
    const results = await send(delivery, changes);
    return await settle(delivery, { changes, results }, repeats);
  } catch (error) {
    if (error instanceof OutcomeUnknown) return unknown(changes, error.message);
    if (error instanceof SalesforceRefusal) return narrow(delivery, changes, error);
    throw error;
  }
}

/** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-sobjects-collections-update.html */
function send({ client, object, signal }: Delivery, changes: readonly RecordChange[]) {
  const records = changes.map(({ id, fields }) => ({ Id: id, ...fields }));
  const call = { bill: object.bill, effect: 'write', signal } as const;
  return client.call(call, saveResultsSchema, (connection) =>
    connection.update(object.name, records, { allOrNone: false, headers: HEADERS }),
  );
}

/** Results come in the order of the request; a change without one stays open. */
async function settle(
  delivery: Delivery,
  { changes, results }: { changes: readonly RecordChange[]; results: readonly SaveResult[] },
  repeats: number,
): Promise<Outcomes> {
  const accepted = changes.filter((_, index) => results[index]?.success === true);
  const refused = changes.flatMap((change, index) => {
    const result = results[index];
    if (result?.success !== false) return [];
    return [{ change, error: result.errors[0] ?? { message: 'Salesforce gave no reason.' } }];
  });
  const held = written(delivery.client, accepted);
  return new Map([...held, ...(await settleRefused(delivery, refused, repeats))]);
}

/** What the codes of rows ask for. */
type Remedy = 'again' | 'follow' | 'none';

/** Locked rows are sent again; of rows that cannot be written any more, a query says what they became. */
const REMEDIES: Readonly<Record<string, Remedy>> = {
  UNABLE_TO_LOCK_ROW: 'again',
  ENTITY_IS_DELETED: 'follow',
  CANNOT_UPDATE_CONVERTED_LEAD: 'follow',
  INVALID_CROSS_REFERENCE_KEY: 'follow',
  NOT_FOUND: 'follow',
};

async function settleRefused(
  delivery: Delivery,
  refused: readonly Refused[],
  repeats: number,
): Promise<Outcomes> {
  throwMissing(delivery, refused);
  const by = Map.groupBy(refused, ({ error }) => REMEDIES[codeOf(error)] ?? 'none');
  const locked = (by.get('again') ?? []).map(({ change }) => change);
  const settled = (by.get('none') ?? []).map((one): [string, PushOutcome] => [one.change.id, toOutcome(one)]);
  const followed = await follow(delivery, by.get('follow') ?? []);
  return new Map([...settled, ...followed, ...(await pushAgain(delivery, locked, repeats))]);
}

function toOutcome({ change: { id }, error }: Refused): PushOutcome {
  const field = error.fields?.[0];
  const outcome = { id, status: 'refused', code: codeOf(error), message: error.message } as const;
  return field === undefined ? outcome : { ...outcome, field };
}

/** A record that is still there was refused for another reason, for instance an owner who does not exist. */
async function follow(delivery: Delivery, refused: readonly Refused[]): Promise<Outcomes> {
  const parts = await Promise.all(
    batches(refused).map(async (part) => {
      const gone = await findSurvivors(
        delivery,
        part.map(({ change }) => change.id),
      );
      return part.map((one): [string, PushOutcome] => [
        one.change.id,
        gone.get(one.change.id) ?? toOutcome(one),
      ]);
    }),
  );
  return new Map(parts.flat());
}

/** Somebody else is writing to these rows, or to their account: only they are sent again. */
async function pushAgain(
  delivery: Delivery,
  changes: readonly RecordChange[],
  repeats: number,
): Promise<Outcomes> {
  if (changes.length === 0) return new Map();
  if (repeats === 0) return unknown(changes, 'Others kept the record locked in Salesforce.');
  const wait = LOCK_WAIT_MS * 2 ** (LOCK_REPEATS - repeats);
  await pause(wait / 2 + (delivery.client.random() * wait) / 2, delivery.signal);
  return pushBatches(delivery, changes, repeats - 1);
}

/** A batch refused as a whole: alone it is the record's own outcome, else halves. */
async function narrow(
  delivery: Delivery,
  changes: readonly RecordChange[],
  refusal: SalesforceRefusal,
): Promise<Outcomes> {
  const error = refusal.errors[0] ?? { message: refusal.message };
  const refused = changes.map((change) => ({ change, error }));
  if (refused.length === 1) return settleRefused(delivery, refused, 0);
  throwMissing(delivery, refused);
  const middle = Math.ceil(changes.length / 2);
  const halves = [changes.slice(0, middle), changes.slice(middle)];
  const settled = await Promise.all(halves.map((half) => pushBatch(delivery, half)));
  return new Map(settled.flatMap((outcomes) => [...outcomes]));
}

/** A field that does not exist fails every record that sets it: nothing is gained by going on. */
function throwMissing({ object, catalogue }: Delivery, refused: readonly Refused[]): void {
  const missing = missingColumns(refused.map(({ error }) => error.message));
  const sent = new Set(refused.flatMap(({ change }) => Object.keys(change.fields)));
  const gone = missing.filter((field) => sent.has(field));
  if (gone.length === 0) return;
  catalogue.forget(object.name);
  throw new FieldGone(object.name, gone);
}

function batches<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) =>
    items.slice(index * BATCH, (index + 1) * BATCH),
  );
}
