import { OutcomeUnknown, type TaskDraft, type TaskOutcome } from '@tamis/adapter';
import { z } from 'zod';
import type { PipedriveClient } from './client/index.ts';
import { COST, PAGE } from './limits.ts';
import { pipedriveObject } from './objects.ts';
import { findSurvivor } from './push/survivor.ts';
import { PipedriveRefusal } from './refusals.ts';
import { listSchema, oneSchema } from './wire.ts';

interface Desk {
  readonly client: PipedriveClient;
  readonly signal: AbortSignal;
}

const BILL = 'activityCalls';

/**
 * Creates the tasks whose key no activity of the lead holds yet. Pipedrive has no field that it keeps unique, so the key stands in
 * the last line of the note, and the lead's activities are looked through before a creation: by their list, which unlike the search
 * shows what was written a moment ago. Of two processes that create one at the same instant the later one finds both when it looks
 * again, and takes its own back. A task that is there already is not touched: somebody may have worked on it.
 */
export async function createTasks(desk: Desk, drafts: readonly TaskDraft[]): Promise<readonly TaskOutcome[]> {
  const outcomes: TaskOutcome[] = [];
  for (const draft of drafts) outcomes.push(await createOne(desk, draft));
  return outcomes;
}

async function createOne(desk: Desk, draft: TaskDraft): Promise<TaskOutcome> {
  const { key } = draft;
  try {
    const id = (await findByKey(desk, draft)) ?? (await createFirst(desk, draft));
    return { key, status: 'created', id: String(id) };
  } catch (error) {
    if (error instanceof OutcomeUnknown) return { key, status: 'unknown', message: error.message };
    if (error instanceof PipedriveRefusal) return refused(desk, draft, error);
    throw error;
  }
}

/** The earliest creation stands; whoever comes later takes its own back. */
async function createFirst(desk: Desk, draft: TaskDraft): Promise<number> {
  const mine = await create(desk, draft);
  const first = (await findByKey(desk, draft)) ?? mine;
  if (first < mine) await remove(desk, mine);
  return Math.min(first, mine);
}

const keyed = z.object({ id: z.int(), note: z.string() });

/** The lowest id of those with the key. Newest activities come first, and what was made twice was made within one page. */
async function findByKey({ client, signal }: Desk, draft: TaskDraft): Promise<number | undefined> {
  const call = { cost: COST.v2.list, bill: BILL, effect: 'read', signal, schema: listSchema } as const;
  const query = { ...subjectOf(draft), sort_by: 'id', sort_direction: 'desc', limit: PAGE } as const;
  let cursor: string | null | undefined;
  do {
    const page = cursor ? { ...query, cursor } : query;
    const { data, additional_data } = await client.call(call, (api) => api.activities.getActivities(page));
    const held = data.flatMap((activity) => keyed.safeParse(activity).data ?? []);
    const found = held.findLast(({ note }) => note.includes(keyLine(draft.key)));
    if (found !== undefined) return found.id;
    cursor = additional_data?.next_cursor;
  } while (cursor);
  return undefined;
}

async function remove({ client, signal }: Desk, id: number): Promise<void> {
  const call = { cost: COST.v2.delete, bill: BILL, effect: 'write', signal, schema: z.unknown() } as const;
  await client.call(call, (api) => api.activities.deleteActivity({ id }));
}

/** https://developers.pipedrive.com/docs/api/v1/Activities#addActivity: days and times are UTC, the note is rich text. */
async function create({ client, signal }: Desk, draft: TaskDraft): Promise<number> {
  const call = { cost: COST.v2.write, bill: BILL, effect: 'write', signal, schema: oneSchema } as const;
  const due = new Date(draft.dueAt).toISOString();
  const body = {
    ...subjectOf(draft),
    subject: draft.title,
    type: 'call',
    due_date: due.slice(0, 10),
    due_time: due.slice(11, 19),
    note: `${draft.body.split('\n').map(escapeHtml).join('<br>')}<br>${keyLine(draft.key)}`,
    ...(draft.ownerId === null ? {} : { owner_id: Number(draft.ownerId) }),
  };
  const { data } = await client.call(call, (api) => api.activities.addActivity({ AddActivityRequest: body }));
  return Number(data.id);
}

function subjectOf({ object, recordId }: TaskDraft): { person_id: number } | { lead_id: string } {
  return object === 'leads' ? { lead_id: recordId } : { person_id: Number(recordId) };
}

/** The person may have been merged or deleted since: a task about it goes to the survivor. */
async function refused(desk: Desk, draft: TaskDraft, error: PipedriveRefusal): Promise<TaskOutcome> {
  const { key, recordId } = draft;
  const found = await findSurvivor({ ...desk, object: pipedriveObject(draft.object) }, recordId);
  if (found.status !== 'gone') return { key, status: 'refused', code: error.code, message: error.said };
  const { mergedInto } = found;
  if (mergedInto === undefined)
    return {
      key,
      status: 'refused',
      code: 'gone',
      message: 'The record that the task is about was deleted.',
    };
  return createOne(desk, { ...draft, recordId: mergedInto });
}

/** Ends with a period, so that no key is found within a longer one. */
function keyLine(key: string): string {
  return `Tamis ${escapeHtml(key)}.`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
