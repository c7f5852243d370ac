import type { Adapter, TaskDraft } from '@tamis/adapter';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { never } from './connection.ts';
import { START, StandIn } from './standIn.ts';

interface Held {
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
}

let standIn: StandIn;
let adapter: Adapter;

beforeEach(async () => {
  standIn = await StandIn.start();
  adapter = standIn.open();
});

afterEach(() => standIn.close());

async function dump(object: string, query = ''): Promise<readonly Held[]> {
  const response = await fetch(`${standIn.url}/_sandbox/objects/${object}${query}`);
  const text = await response.text();
  return text
    .split('\n')
    .filter(Boolean)
    .map((line): Held => JSON.parse(line));
}

function draft(key: string, contact: Held | undefined, more: Partial<TaskDraft> = {}): TaskDraft {
  return {
    key,
    object: 'contacts',
    recordId: contact?.id ?? '',
    ownerId: null,
    title: 'Contact Ada',
    body: 'Because of a demo.\nNext: <call>',
    dueAt: START + 300_000,
    ...more,
  };
}

async function contactsOf(taskId: string): Promise<readonly string[]> {
  const { results } = (await fetch(
    `${standIn.url}/crm/objects/2026-03/tasks/${taskId}/associations/contacts`,
    { headers: { authorization: `Bearer ${standIn.token}` } },
  ).then((response) => response.json())) as { results: { toObjectId: string }[] };
  return results.map(({ toObjectId }) => String(toObjectId));
}

it('creates a task at its contact, for its owner, with what to do; asked again it creates none', async () => {
  const [ada] = await dump('contacts');
  const [first] = await adapter.createTasks([draft('sql:1', ada)], never);
  expect(first).toMatchObject({ key: 'sql:1', status: 'created' });
  const [task, ...others] = await dump('tasks');
  expect(others).toEqual([]);
  expect(task?.properties).toMatchObject({
    tamis_key: 'sql:1',
    hs_task_subject: 'Contact Ada',
    hs_task_body: 'Because of a demo.<br>Next: &lt;call&gt;',
    hs_task_status: 'NOT_STARTED',
    hs_timestamp: '2026-11-20T12:05:00Z',
  });
  expect(await contactsOf(task?.id ?? '')).toEqual([ada?.id]);
  expect(await standIn.open().createTasks([draft('sql:1', ada)], never)).toEqual([first]);
  expect(await dump('tasks')).toHaveLength(1);
});

it('leaves a task alone that a person has done meanwhile', async () => {
  const [ada] = await dump('contacts');
  await adapter.createTasks([draft('sql:1', ada)], never);
  const [task] = await dump('tasks');
  const done = { properties: { hs_task_status: 'COMPLETED', hs_task_subject: 'Called' } };
  await standIn.control('PATCH', `/objects/tasks/${task?.id}`, done);
  await adapter.createTasks([draft('sql:1', ada)], never);
  expect((await dump('tasks'))[0]?.properties).toMatchObject(done.properties);
});

it.each([
  ['task', '/objects/2026-03/tasks/batch/create'],
  ['key property', '/properties/2026-03/tasks/batch/create'],
])(
  'does not know what became of a %s whose answer was lost, and goes on from there when asked again',
  async (_what, path) => {
    const [ada] = await dump('contacts');
    await standIn.control('PUT', '/faults', [{ when: { path }, phase: 'after', effect: { kind: 'reset' } }]);
    expect(await adapter.createTasks([draft('sql:1', ada)], never)).toMatchObject([{ status: 'unknown' }]);
    expect(await adapter.createTasks([draft('sql:1', ada)], never)).toMatchObject([{ status: 'created' }]);
    expect(await dump('tasks')).toHaveLength(1);
  },
);

it('gives one outcome each where one contact was deleted, one merged and one title is too long', async () => {
  const [ada, gone, loser, winner, eve] = await dump('contacts');
  await standIn.control('DELETE', `/objects/contacts/${gone?.id}`);
  const { id: survivor } = (await standIn.control('POST', '/objects/contacts/merge', {
    primaryId: winner?.id,
    loserId: loser?.id,
  })) as { id: string };
  const outcomes = await adapter.createTasks(
    [
      draft('ada', ada),
      draft('gone', gone),
      draft('loser', loser),
      draft('eve', eve, { title: 'x'.repeat(70_000) }),
    ],
    never,
  );
  expect(outcomes).toMatchObject([
    { key: 'ada', status: 'created' },
    { key: 'gone', status: 'refused', code: 'gone' },
    { key: 'loser', status: 'created' },
    { key: 'eve', status: 'refused' },
  ]);
  const moved = outcomes[2];
  expect(await contactsOf(moved?.status === 'created' ? moved.id : '')).toEqual([survivor]);
  expect(await dump('tasks')).toHaveLength(2);
});

it('makes one task of two processes that ask at the same instant', async () => {
  const contacts = (await dump('contacts')).slice(0, 20);
  const drafts = contacts.map((contact) => draft(`sql:${contact.id}`, contact));
  const [mine, theirs] = await Promise.all([
    adapter.createTasks(drafts, never),
    standIn.open().createTasks(drafts, never),
  ]);
  expect(mine.every(({ status }) => status === 'created')).toBe(true);
  expect(theirs).toEqual(mine);
  expect(await dump('tasks')).toHaveLength(20);
});
