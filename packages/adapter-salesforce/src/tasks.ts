import { type FieldSpec, OutcomeUnknown, type TaskDraft, type TaskOutcome } from '@tamis/adapter';
import { z } from 'zod';
import type { SalesforceClient } from './client/index.ts';
import type { Catalogue } from './describe.ts';
import { salesforceObject } from './objects.ts';
import { provision } from './provision/index.ts';
import { listed } from './pull/soql.ts';
import { codeOf } from './push/delivery.ts';
import { findSurvivors } from './push/survivor.ts';
import { SalesforceRefusal } from './refusals.ts';
import { longId, type SaveResult, saveResultsSchema, type WireError } from './wire.ts';

const TASKS = 'Task';

/**
 * Our own key of a task. Salesforce refuses a second task with the same value, so that a repeated request makes no second task.
 * An upsert by this key would do so as well, but it would also take back what people did to the task since.
 */
const KEY: FieldSpec = {
  object: TASKS,
  name: 'Tamis_Key__c',
  label: 'Tamis key',
  description: 'Names the hand-over that this task was created for.',
  type: 'text',
  unique: true,
};

/** What tasks are created with. */
export interface TaskDesk {
  readonly client: SalesforceClient;
  readonly catalogue: Catalogue;
  /** IANA name: a task is due on a day of the organization's calendar. */
  readonly timeZone: string;
  readonly signal: AbortSignal;
}

type Outcomes = ReadonlyMap<string, TaskOutcome>;

/** Creates the tasks whose key no task holds yet. A task that is there already is not touched: somebody may have worked on it. */
export async function createTasks(
  desk: TaskDesk,
  drafts: readonly TaskDraft[],
): Promise<readonly TaskOutcome[]> {
  if (drafts.length === 0) return [];
  const outcomes = await insert(desk, drafts);
  return drafts.map(
    ({ key }) =>
      outcomes.get(key) ?? { key, status: 'unknown', message: 'Salesforce did not say what became of it.' },
  );
}

async function insert(desk: TaskDesk, drafts: readonly TaskDraft[]): Promise<Outcomes> {
  try {
    await provision(desk, [KEY]);
    return await settle(desk, drafts, await send(desk, drafts));
  } catch (error) {
    if (error instanceof OutcomeUnknown) {
      return new Map(drafts.map(({ key }) => [key, { key, status: 'unknown', message: error.message }]));
    }
    if (error instanceof SalesforceRefusal) return narrow(desk, drafts, error);
    throw error;
  }
}

function send(desk: TaskDesk, drafts: readonly TaskDraft[]): Promise<readonly SaveResult[]> {
  const call = { bill: salesforceObject(TASKS).bill, effect: 'write', signal: desk.signal } as const;
  const records = drafts.map((draft) => toTask(desk, draft));
  return desk.client.call(call, saveResultsSchema, (connection) =>
    connection.create(TASKS, records, { allOrNone: false }),
  );
}

/** https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-task.html: the due date is a day. */
function toTask({ timeZone }: TaskDesk, draft: TaskDraft): Readonly<Record<string, string>> {
  return {
    [KEY.name]: draft.key,
    WhoId: draft.recordId,
    Subject: draft.title.slice(0, 255),
    Description: draft.body,
    ActivityDate: new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(draft.dueAt),
    Priority: 'High',
    ...(draft.ownerId === null ? {} : { OwnerId: draft.ownerId }),
  };
}

/** Results come in the order of the request. */
async function settle(
  desk: TaskDesk,
  drafts: readonly TaskDraft[],
  results: readonly SaveResult[],
): Promise<Outcomes> {
  const outcomes = new Map<string, TaskOutcome>();
  const taken: TaskDraft[] = [];
  for (const [index, draft] of drafts.entries()) {
    const { key } = draft;
    const result = results[index];
    if (result === undefined) continue;
    const [error = { message: 'Salesforce gave no reason.' }] = result.errors;
    if (result.success) outcomes.set(key, { key, status: 'created', id: result.id ?? '' });
    else if (codeOf(error) === 'DUPLICATE_VALUE') taken.push(draft);
    else outcomes.set(key, await refused(desk, draft, error));
  }
  return new Map([...outcomes, ...(await readByKey(desk, taken))]);
}

/** A batch refused as a whole: alone it is the draft's own outcome, else halves. */
async function narrow(
  desk: TaskDesk,
  drafts: readonly TaskDraft[],
  refusal: SalesforceRefusal,
): Promise<Outcomes> {
  const [first] = drafts;
  if (drafts.length === 1 && first) {
    const error = refusal.errors[0] ?? { message: refusal.message };
    return new Map([[first.key, await refused(desk, first, error)]]);
  }
  const middle = Math.ceil(drafts.length / 2);
  const halves = [drafts.slice(0, middle), drafts.slice(middle)];
  const settled = await Promise.all(halves.map((half) => insert(desk, half)));
  return new Map(settled.flatMap((outcomes) => [...outcomes]));
}

const keyedRowSchema = z.object({ Id: z.string(), Tamis_Key__c: z.string() });

/** Keys may have 255 characters each, and all of them go into the address of one query. */
const KEYS_AT_ONCE = 15;

/** An earlier request has created these. */
async function readByKey({ client, signal }: TaskDesk, drafts: readonly TaskDraft[]): Promise<Outcomes> {
  const found = new Map<string, TaskOutcome>();
  for (let at = 0; at < drafts.length; at += KEYS_AT_ONCE) {
    const keys = drafts.slice(at, at + KEYS_AT_ONCE).map(({ key }) => key);
    const soql = `SELECT Id,${KEY.name} FROM ${TASKS} WHERE ${KEY.name} IN ${listed(keys)}`;
    const { records } = await client.query(
      { bill: salesforceObject(TASKS).bill, signal, scanAll: true },
      soql,
    );
    for (const { Id: id, Tamis_Key__c: key } of records.map((record) => keyedRowSchema.parse(record))) {
      found.set(key, { key, status: 'created', id });
    }
  }
  return found;
}

/** The lead may have been converted, merged or deleted since: a task about it goes to what it became. */
async function refused(desk: TaskDesk, draft: TaskDraft, error: WireError): Promise<TaskOutcome> {
  const { key, recordId } = draft;
  const object = salesforceObject(draft.object);
  const gone = (await findSurvivors({ ...desk, object }, [recordId])).get(recordId);
  if (!gone) return { key, status: 'refused', code: codeOf(error), message: error.message };
  const survivor = gone.convertedInto ?? (gone.mergedInto && { object: draft.object, id: gone.mergedInto });
  if (!survivor || longId(survivor.id) === longId(recordId)) {
    return { key, status: 'refused', code: 'gone', message: 'The record of the task was deleted.' };
  }
  const [moved] = await createTasks(desk, [{ ...draft, object: survivor.object, recordId: survivor.id }]);
  return moved ?? { key, status: 'unknown', message: 'Salesforce did not say what became of it.' };
}
