import { AssociationSpecAssociationCategoryEnum as Category } from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import { type FieldSpec, OutcomeUnknown, type TaskDraft, type TaskOutcome } from '@tamis/adapter';
import type { HubspotClient } from './client/index.ts';
import type { Catalogue } from './describe.ts';
import { hubspotObject } from './objects.ts';
import { provision } from './provision.ts';
import { findSurvivor } from './push/survivor.ts';
import { HubspotRefusal } from './refusals.ts';
import { batchWriteSchema, keyedReadSchema, type Refusal } from './wire.ts';

const TASKS = 'tasks';

/**
 * Our own key of a task. HubSpot refuses a second task with the same value, so that a repeated request makes no second task:
 * https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide#create-unique-identifier-properties
 */
const KEY: FieldSpec = {
  object: TASKS,
  name: 'tamis_key',
  label: 'Tamis key',
  description: 'Names the hand-over that this task was created for.',
  type: 'text',
  unique: true,
};

/** Task to contact: https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide#association-type-id-values */
const ABOUT = { associationCategory: Category.HubspotDefined, associationTypeId: 204 };

interface Desk {
  readonly client: HubspotClient;
  readonly catalogue: Catalogue;
  readonly signal: AbortSignal;
}

type Outcomes = ReadonlyMap<string, TaskOutcome>;

/**
 * Creates the tasks whose key no task holds yet, each together with its association to the contact. Keys are looked up by a batch read, which
 * unlike a search sees what was written a moment ago. A task that is there already is not touched: somebody may have worked on it.
 */
export async function createTasks(desk: Desk, drafts: readonly TaskDraft[]): Promise<readonly TaskOutcome[]> {
  if (drafts.length === 0) return [];
  const outcomes = await createMissing(desk, drafts);
  return drafts.map(
    ({ key }) =>
      outcomes.get(key) ?? { key, status: 'unknown', message: 'HubSpot did not say what became of it.' },
  );
}

async function createMissing(desk: Desk, drafts: readonly TaskDraft[]): Promise<Outcomes> {
  try {
    await provision(desk, [KEY]);
  } catch (error) {
    if (error instanceof OutcomeUnknown) return unknown(drafts, error.message);
    throw error;
  }
  const present = await readByKey(desk, drafts);
  const missing = drafts.filter(({ key }) => !present.has(key));
  return new Map([...present, ...(await createBatch(desk, missing))]);
}

async function readByKey({ client, signal }: Desk, drafts: readonly TaskDraft[]): Promise<Outcomes> {
  const call = { ...billed(signal), effect: 'read', schema: keyedReadSchema } as const;
  const inputs = drafts.map(({ key }) => ({ id: key }));
  const body = { idProperty: KEY.name, inputs, properties: [KEY.name], propertiesWithHistory: [] };
  const { results } = await client.call(call, ({ batches }) => batches.read(TASKS, body));
  return new Map(
    results.map(({ id, properties: { tamis_key: key } }) => [key, { key, id, status: 'created' }]),
  );
}

async function createBatch(desk: Desk, drafts: readonly TaskDraft[]): Promise<Outcomes> {
  if (drafts.length === 0) return new Map();
  try {
    return await settle(desk, drafts, await send(desk, drafts));
  } catch (error) {
    if (error instanceof OutcomeUnknown) return unknown(drafts, error.message);
    if (error instanceof HubspotRefusal) return narrow(desk, drafts, error);
    throw error;
  }
}

/** Trace ids make HubSpot answer 207 with one error per record instead of refusing all. */
function send({ client, signal }: Desk, drafts: readonly TaskDraft[]) {
  const call = { ...billed(signal), effect: 'write', schema: batchWriteSchema } as const;
  const inputs = drafts.map((draft) => ({
    objectWriteTraceId: draft.key,
    properties: toProperties(draft),
    associations: [{ to: { id: draft.recordId }, types: [ABOUT] }],
  }));
  return client.call(call, ({ batches }) => batches.create(TASKS, { inputs }));
}

async function settle(
  desk: Desk,
  drafts: readonly TaskDraft[],
  { results, errors }: Awaited<ReturnType<typeof send>>,
): Promise<Outcomes> {
  const created = new Map(
    results.map((record) => [record.objectWriteTraceId ?? record.properties[KEY.name], record.id]),
  );
  const refusals = new Map(
    errors.flatMap((refusal) =>
      (refusal.context?.objectWriteTraceId ?? []).map((key) => [key, refusal] as const),
    ),
  );
  const outcomes = new Map<string, TaskOutcome>();
  for (const draft of drafts) {
    const { key } = draft;
    const id = created.get(key);
    const refusal = refusals.get(key);
    if (id !== undefined) outcomes.set(key, { key, status: 'created', id });
    else if (refusal !== undefined) outcomes.set(key, await refused(desk, draft, refusal));
  }
  return outcomes;
}

/** A batch refused as a whole, for instance because one key is taken: alone it is the draft's own outcome, else halves. */
async function narrow(desk: Desk, drafts: readonly TaskDraft[], error: HubspotRefusal): Promise<Outcomes> {
  const [first] = drafts;
  if (drafts.length > 1 || !first) {
    const middle = Math.ceil(drafts.length / 2);
    const parts = [drafts.slice(0, middle), drafts.slice(middle)];
    const settled = await Promise.all(parts.map((part) => createBatch(desk, part)));
    return new Map(settled.flatMap((outcomes) => [...outcomes]));
  }
  // A taken key: an earlier request has arrived meanwhile.
  if (error.status === 409) return readByKey(desk, drafts);
  return new Map([[first.key, await refused(desk, first, error.refusal)]]);
}

/** The contact may have been merged or deleted since: a task about it goes to the survivor. */
async function refused(
  { client, catalogue, signal }: Desk,
  draft: TaskDraft,
  { category, message }: Refusal,
): Promise<TaskOutcome> {
  const { key, recordId } = draft;
  const found = await findSurvivor({ client, object: hubspotObject(draft.object), signal }, recordId);
  if (found.status !== 'gone') return { key, status: 'refused', code: category ?? 'REFUSED', message };
  const { mergedInto } = found;
  if (mergedInto === undefined) {
    return { key, status: 'refused', code: 'gone', message: 'The contact of the task was deleted.' };
  }
  const [moved] = await createTasks({ client, catalogue, signal }, [{ ...draft, recordId: mergedInto }]);
  return moved ?? { key, status: 'unknown', message: 'HubSpot did not say what became of it.' };
}

/** https://developers.hubspot.com/docs/api-reference/crm-tasks-v3/guide: `hs_timestamp` is the due date, the body is rich text. */
function toProperties({ key, title, body, ownerId, dueAt }: TaskDraft): Record<string, string> {
  return {
    [KEY.name]: key,
    hs_task_subject: title,
    hs_task_body: body.split('\n').map(escapeHtml).join('<br>'),
    hs_task_status: 'NOT_STARTED',
    hs_task_priority: 'HIGH',
    hs_task_type: 'CALL',
    hs_timestamp: new Date(dueAt).toISOString(),
    ...(ownerId === null ? {} : { hubspot_owner_id: ownerId }),
  };
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unknown(drafts: readonly TaskDraft[], message: string): Outcomes {
  return new Map(drafts.map(({ key }) => [key, { key, status: 'unknown', message }]));
}

function billed(signal: AbortSignal) {
  return { lane: 'burst', bill: hubspotObject(TASKS).bill, signal } as const;
}
