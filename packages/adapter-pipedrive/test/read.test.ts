import { type CrmRecord, FieldGone, RequestRefused } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API, connect, MemoryNames, never } from './connection.ts';

const SCORE = 'a'.repeat(40);
const NAMES = { 'person/tamis_score': SCORE, 'deal/tamis_score': SCORE };
const AT = '2026-11-20T10:00:00Z';
const ADDED = '2026-01-01T00:00:00Z';
const LEAD = 'adf21080-0e10-11eb-879b-05d71fb426ec';
const OTHER = 'adf21080-0e10-11eb-879b-05d71fb426ed';

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function fieldList(path: string, more: object[] = []) {
  const score = {
    field_code: SCORE,
    field_name: 'Tamis score',
    field_type: 'double',
    is_custom_field: true,
  };
  nock(API)
    .get(`/api/v2/${path}?limit=500`)
    .reply(200, { data: [score, ...more] });
}

function person(id: number, more: object = {}) {
  const emails = [{ value: `p${id}@example.com`, primary: true }];
  return { id, emails, add_time: ADDED, update_time: AT, custom_fields: { [SCORE]: id }, ...more };
}

const record = { modifiedAt: Date.parse(AT), createdAt: Date.parse(ADDED) };

function read(object: string, ids: readonly string[], fields: readonly string[]) {
  const adapter = connect({ names: new MemoryNames(NAMES) });
  return { adapter, records: adapter.read({ object, ids, fields, signal: never }) };
}

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1));
}

describe('people read again', () => {
  it('come by one list of their ids, as they stand now and as the pull gives them', async () => {
    fieldList('personFields');
    nock(API)
      .get('/api/v2/persons')
      .query({ sort_by: 'id', limit: 500, ids: ids(12).join(','), custom_fields: SCORE })
      .reply(200, { data: [person(1), person(12), person(7, { is_deleted: true })] });
    const { adapter, records } = read('persons', ids(12), ['email', 'tamis_score']);
    expect(await records).toEqual([
      { ...record, object: 'persons', id: '1', fields: { email: 'p1@example.com', tamis_score: 1 } },
      { ...record, object: 'persons', id: '12', fields: { email: 'p12@example.com', tamis_score: 12 } },
    ]);
    expect(adapter.counts().budgetUsed).toBe(10 + 10);
  });

  it('come one by one where that costs less, without who is gone or shows somebody else', async () => {
    fieldList('personFields');
    const one = (id: number) => nock(API).get(`/api/v2/persons/${id}`);
    one(1).reply(200, { data: person(1) });
    one(2).reply(404, { error: 'Person not found' });
    one(3).reply(200, { data: person(3, { is_deleted: true }) });
    one(4).reply(200, { data: person(9) });
    one(5).reply(200, { data: person(5, { merged_to_id: 9 }) });
    const { adapter, records } = read('persons', ids(5), ['tamis_score']);
    expect(await records).toEqual([{ ...record, object: 'persons', id: '1', fields: { tamis_score: 1 } }]);
    expect(adapter.counts().budgetUsed).toBe(10 + 5);
  });

  it('come by a list, however few, where a field is wanted that lists alone give', async () => {
    fieldList('personFields', [
      {
        field_code: 'marketing_status',
        field_name: 'Marketing status',
        field_type: 'varchar',
        is_optional_response_field: true,
      },
    ]);
    nock(API)
      .get('/api/v2/persons')
      .query({ sort_by: 'id', limit: 500, ids: '1', include_fields: 'marketing_status' })
      .reply(200, { data: [person(1, { marketing_status: 'subscribed' })] });
    const { records } = read('persons', ['1'], ['marketing_status']);
    expect(await records).toMatchObject([{ id: '1', fields: { marketing_status: 'subscribed' } }]);
  });

  it('are not read without a field that is gone', async () => {
    fieldList('personFields');
    const error = await read('persons', ['1'], ['email', 'b'.repeat(40)]).records.catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(FieldGone);
    expect(error).toMatchObject({ object: 'persons', fields: ['b'.repeat(40)] });
  });

  it('are a hundred at most', async () => {
    await expect(read('persons', ids(101), ['email']).records).rejects.toThrow(RequestRefused);
  });
});

it('reads leads of the inbox one by one, with their person and its fields', async () => {
  fieldList('dealFields');
  const lead = { add_time: ADDED, update_time: AT, title: 'Asked', organization_id: 5 };
  nock(API)
    .get(`/api/v1/leads/${LEAD}`)
    .reply(200, { data: { ...lead, id: LEAD, person_id: 7, [SCORE]: 3 } });
  nock(API).get(`/api/v1/leads/${OTHER}`).reply(404, { error: 'Lead not found' });
  nock(API)
    .get('/api/v2/persons')
    .query({ ids: '7', limit: 100 })
    .reply(200, { data: [person(7)] });
  const { adapter, records } = read('leads', [LEAD, OTHER], ['title', 'tamis_score', 'person_email']);
  expect(await records).toEqual([
    {
      ...record,
      object: 'leads',
      id: LEAD,
      fields: { title: 'Asked', tamis_score: 3, person_email: 'p7@example.com' },
      samePerson: [{ object: 'persons', id: '7' }],
    },
  ]);
  expect(adapter.counts().budgetUsed).toBe(10 + 2 + 2 + 10);
});

it('reads deals from both of their lists, the archived ones too', async () => {
  fieldList('dealFields');
  const deals = ids(20);
  const query = { sort_by: 'id', limit: 500, ids: deals.join(',') };
  const deal = { title: 'A', add_time: ADDED, update_time: AT };
  nock(API)
    .get('/api/v2/deals')
    .query(query)
    .reply(200, { data: [{ id: 1, ...deal }] });
  nock(API)
    .get('/api/v2/deals/archived')
    .query(query)
    .reply(200, { data: [{ id: 2, ...deal }] });
  const records = await read('deals', deals, ['title']).records;
  expect(records.map(({ id }) => id)).toEqual(['1', '2']);
});

it('names the person of a lead in every pull, and nobody for a lead of an organization alone', async () => {
  fieldList('dealFields');
  const lead = { title: 'Asked', add_time: ADDED, update_time: AT };
  const data = [
    { ...lead, id: LEAD, person_id: 7 },
    { ...lead, id: OTHER, person_id: null, organization_id: 5 },
  ];
  for (const [path, found] of [
    ['leads', data],
    ['leads/archived', null],
  ] as const)
    nock(API).get(`/api/v1/${path}`).query({ sort: 'id', limit: 500, start: 0 }).reply(200, { data: found });
  const request = { object: 'leads', fields: ['title'], cursor: null, associations: [], signal: never };
  const records: CrmRecord[] = [];
  for await (const page of connect().pull(request)) records.push(...page.records);
  expect(records.map(({ id, samePerson }) => [id, samePerson])).toEqual([
    [LEAD, [{ object: 'persons', id: '7' }]],
    [OTHER, undefined],
  ]);
  expect(records[1]).not.toHaveProperty('samePerson');
});
