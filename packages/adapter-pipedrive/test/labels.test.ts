import type { FieldValue, PullPage } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API, connect, never } from './connection.ts';

const AT = '2026-11-20T10:00:00Z';
const HOT = 'f08b42a0-4e75-11ea-9643-03698ef1cfd6';
const OURS = 'a1b242a0-4e75-11ea-9643-03698ef1cfd6';

const PERSON_LABELS = {
  field_code: 'label_ids',
  field_name: 'Labels',
  field_type: 'set',
  options: [
    { id: 1, label: 'Customer' },
    { id: 2, label: 'Hot lead' },
    { id: 7, label: 'Fair' },
    { id: 9, label: 'Fair' },
  ],
};

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function fieldList(path: string, data: readonly object[]) {
  nock(API).get(`/api/v2/${path}?limit=500`).reply(200, { success: true, data });
}

function leadLabels() {
  const data = [
    { id: HOT, name: 'Hot', color: 'red' },
    { id: OURS, name: 'Fair', color: 'blue' },
  ];
  nock(API).get('/api/v1/leadLabels').reply(200, { success: true, data });
}

async function labelsOf(object: string): Promise<readonly unknown[]> {
  const pages: PullPage[] = [];
  const request = { object, fields: ['label_ids'], cursor: null, associations: [], signal: never };
  for await (const page of connect().pull(request)) pages.push(page);
  return pages.flatMap(({ records }) => records.map(({ fields }) => fields.label_ids));
}

function push(object: string, id: string, label_ids: FieldValue) {
  return connect().push({ object, changes: [{ id, fields: { label_ids } }], signal: never });
}

describe('labels of people', () => {
  it('are described by the names that people see; two of one name by their numbers', async () => {
    fieldList('personFields', [PERSON_LABELS]);
    const labels = (await connect().describe('persons', never)).find(({ name }) => name === 'label_ids');
    expect(labels).toMatchObject({ type: 'multi-enumeration', writable: true });
    expect(labels?.options?.map(({ value }) => value)).toEqual(['Customer', 'Hot lead', '7', '9']);
  });

  it('are read by name', async () => {
    fieldList('personFields', [PERSON_LABELS]);
    nock(API)
      .get('/api/v2/persons')
      .query({ sort_by: 'id', limit: 500 })
      .reply(200, {
        data: [
          { id: 1, update_time: AT, label_ids: [2, 9] },
          { id: 2, update_time: AT, label_ids: [] },
        ],
      });
    expect(await labelsOf('persons')).toEqual([['Hot lead', '9'], null]);
  });

  it('are written as the whole list of numbers, so that what people set stays', async () => {
    fieldList('personFields', [PERSON_LABELS]);
    nock(API)
      .patch('/api/v2/persons/1', { label_ids: [1, 9, 2] })
      .reply(200, { data: { id: 1, update_time: AT, label_ids: [1, 9, 2] } });
    expect(await push('persons', '1', ['Customer', '9', 'Hot lead'])).toMatchObject([
      { status: 'written', fields: { label_ids: ['Customer', '9', 'Hot lead'] } },
    ]);
  });

  it('are taken away by an empty list', async () => {
    fieldList('personFields', [PERSON_LABELS]);
    nock(API)
      .patch('/api/v2/persons/1', { label_ids: [] })
      .reply(200, { data: { id: 1, update_time: AT, label_ids: [] } });
    expect(await push('persons', '1', null)).toMatchObject([
      { status: 'written', fields: { label_ids: null } },
    ]);
  });
});

describe('labels of leads', () => {
  it('are described by their names, from the list of the inbox', async () => {
    fieldList('dealFields', []);
    leadLabels();
    const labels = (await connect().describe('leads', never)).find(({ name }) => name === 'label_ids');
    expect(labels).toMatchObject({ type: 'multi-enumeration', writable: true });
    expect(labels?.options).toEqual([
      { value: 'Hot', label: 'Hot' },
      { value: 'Fair', label: 'Fair' },
    ]);
  });

  it('are read by name and written by id', async () => {
    fieldList('dealFields', []);
    leadLabels();
    const lead = { id: 'lead-1', title: 'Lead', update_time: AT, label_ids: [OURS] };
    const list = (path: string, data: readonly object[]) =>
      nock(API).get(`/api/v1/${path}`).query({ sort: 'id', start: 0, limit: 500 }).reply(200, { data });
    list('leads', [lead]);
    list('leads/archived', []);
    expect(await labelsOf('leads')).toEqual([['Fair']]);
    fieldList('dealFields', []);
    leadLabels();
    nock(API)
      .patch('/api/v1/leads/lead-1', { label_ids: [OURS, HOT] })
      .reply(200, { data: { ...lead, label_ids: [OURS, HOT] } });
    expect(await push('leads', 'lead-1', ['Fair', 'Hot'])).toMatchObject([
      { status: 'written', fields: { label_ids: ['Fair', 'Hot'] } },
    ]);
  });
});
