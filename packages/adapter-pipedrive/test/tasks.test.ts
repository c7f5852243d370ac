import type { TaskDraft } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { API, connect, never } from './connection.ts';

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

const DRAFT: TaskDraft = {
  key: 'sql:1',
  object: 'persons',
  recordId: '7',
  ownerId: '3',
  title: 'Contact Ada',
  body: 'Because of a demo.\nNext: <call>',
  dueAt: Date.UTC(2026, 10, 20, 12, 5),
};
const NOTE = 'Because of a demo.<br>Next: &lt;call&gt;<br>Tamis sql:1.';

function listed(subject: Readonly<Record<string, string>>, held: object[] = []) {
  nock(API)
    .get('/api/v2/activities')
    .query({ ...subject, sort_by: 'id', sort_direction: 'desc', limit: 500 })
    .reply(200, { data: held, additional_data: { next_cursor: null } });
}

function creation(more: object = {}) {
  return nock(API).post('/api/v2/activities', {
    person_id: 7,
    subject: 'Contact Ada',
    type: 'call',
    due_date: '2026-11-20',
    due_time: '12:05:00',
    note: NOTE,
    owner_id: 3,
    ...more,
  });
}

it('creates a call at its person, for its owner, with what to do', async () => {
  listed({ person_id: '7' }, [
    { id: 1, note: 'Tamis sql:11.' },
    { id: 2, note: null },
  ]);
  creation().reply(201, { data: { id: 90 } });
  listed({ person_id: '7' }, [{ id: 90, note: NOTE }]);
  const adapter = connect();
  expect(await adapter.createTasks([DRAFT], never)).toEqual([{ key: 'sql:1', status: 'created', id: '90' }]);
  expect(adapter.counts()).toMatchObject({ activityCalls: 3, budgetUsed: 25 });
});

it('finds the call of an earlier request, whatever people did to it', async () => {
  listed({ person_id: '7' }, [{ id: 90, note: `Reached voicemail. ${NOTE}`, done: true }]);
  expect(await connect().createTasks([DRAFT], never)).toEqual([
    { key: 'sql:1', status: 'created', id: '90' },
  ]);
});

it('looks at a lead among its own activities', async () => {
  listed({ lead_id: 'l-1' }, [{ id: 91, note: NOTE }]);
  const draft = { ...DRAFT, object: 'leads', recordId: 'l-1' };
  expect(await connect().createTasks([draft], never)).toMatchObject([{ status: 'created', id: '91' }]);
});

it('takes its own back where another process was earlier by a moment', async () => {
  listed({ person_id: '7' });
  creation().reply(201, { data: { id: 91 } });
  listed({ person_id: '7' }, [
    { id: 91, note: NOTE },
    { id: 90, note: NOTE },
  ]);
  nock(API)
    .delete('/api/v2/activities/91')
    .reply(200, { data: { id: 91 } });
  expect(await connect().createTasks([DRAFT], never)).toMatchObject([{ status: 'created', id: '90' }]);
});

it('does not know what became of a creation without a whole answer', async () => {
  listed({ person_id: '7' });
  creation().reply(201, '{"data"');
  expect(await connect().createTasks([DRAFT], never)).toMatchObject([{ key: 'sql:1', status: 'unknown' }]);
});

it('gives the call to the survivor of a merge, and none to a person who was deleted', async () => {
  listed({ person_id: '7' });
  creation().reply(400, { error: 'Person not found' });
  nock(API)
    .get('/api/v2/persons/7')
    .reply(200, { data: { id: 7, is_deleted: true, merged_to_id: 8 } });
  listed({ person_id: '8' });
  creation({ person_id: 8 }).reply(201, { data: { id: 92 } });
  listed({ person_id: '8' }, [{ id: 92, note: NOTE }]);
  expect(await connect().createTasks([DRAFT], never)).toMatchObject([{ status: 'created', id: '92' }]);
  listed({ person_id: '7' });
  creation().reply(400, { error: 'Person not found' });
  nock(API).get('/api/v2/persons/7').reply(404, { error: 'Person not found' });
  expect(await connect().createTasks([DRAFT], never)).toMatchObject([{ status: 'refused', code: 'gone' }]);
});
