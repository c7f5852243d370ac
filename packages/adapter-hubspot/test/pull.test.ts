import { FieldGone, type PullPage, type PullRequest } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API, type ConnectionOptions, connect, never } from './connection.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const OBJECTS = '/crm/objects/2026-03/contacts';
const AT = '2026-11-20T10:00:00.000Z';

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function properties(...names: string[]) {
  const results = names.map((name) => ({
    name,
    label: name,
    type: 'string',
    fieldType: 'text',
    options: [],
  }));
  nock(API).get('/crm/properties/2026-03/contacts?archived=false').reply(200, { results });
}

function row(id: string, values: Record<string, string | null> = {}) {
  return {
    id,
    properties: { lastmodifieddate: AT, ...values },
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: AT,
    archived: false,
  };
}

function idSearch(names: string[], lowerId = '0') {
  return {
    filterGroups: [{ filters: [{ propertyName: 'hs_object_id', operator: 'GT', value: lowerId }] }],
    sorts: ['hs_object_id'],
    properties: [...names, 'lastmodifieddate', 'hs_merged_object_ids'],
    limit: 200,
    after: '0',
  };
}

async function pull(request: Partial<PullRequest>, options: ConnectionOptions = {}) {
  const adapter = connect({ now: () => NOW, ...options });
  const pages: PullPage[] = [];
  const base = { object: 'contacts', fields: ['email'], cursor: null, associations: [], signal: never };
  for await (const page of adapter.pull({ ...base, ...request })) pages.push(page);
  await adapter.close();
  return { pages, counts: adapter.counts() };
}

describe('one page of a full walk', () => {
  it('keeps absent, null and empty apart, and names who was merged into whom', async () => {
    properties('email', 'phone', 'city');
    const results = [
      row('1', { email: '', phone: null, hs_merged_object_ids: '7;8' }),
      row('2', { lastmodifieddate: '1763000000000' }),
    ];
    nock(API)
      .post(`${OBJECTS}/search`, idSearch(['email', 'phone', 'city']))
      .reply(200, { total: 2, results });
    const { pages, counts } = await pull({ fields: ['email', 'phone', 'city'] });
    expect(pages).toEqual([
      {
        records: [
          {
            object: 'contacts',
            id: '1',
            fields: { email: '', phone: null },
            modifiedAt: Date.parse(AT),
            createdAt: Date.UTC(2026, 0, 1),
            mergedIds: ['7', '8'],
          },
          {
            object: 'contacts',
            id: '2',
            fields: {},
            modifiedAt: 1_763_000_000_000,
            createdAt: Date.UTC(2026, 0, 1),
          },
        ],
        gone: [],
        unreadable: [],
        expected: 2,
        cursor: { phase: 'changes', modified: NOW - 10_000, id: '0', archivedAt: NOW },
      },
    ]);
    expect(counts).toEqual({
      calls: 2,
      associationCalls: 0,
      activityCalls: 0,
      rateLimited: 0,
      budgetUsed: 2,
    });
  });

  it('reports a record that cannot be read and goes on', async () => {
    properties('email');
    const results = [
      row('1', { email: 'a@b.fr' }),
      { id: '2', properties: { email: { not: 'text' } } },
      'nonsense',
    ];
    nock(API)
      .post(`${OBJECTS}/search`, idSearch(['email']))
      .reply(200, { total: 3, results });
    const { pages } = await pull({});
    expect(pages[0]?.records.map(({ id }) => id)).toEqual(['1']);
    expect(pages[0]?.unreadable.map(({ id }) => id)).toEqual(['2', null]);
  });

  it('says which field is gone before it reads anything', async () => {
    properties('email');
    const error = await pull({ fields: ['email', 'old_one'] }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FieldGone);
    expect(error).toMatchObject({ object: 'contacts', fields: ['old_one'] });
  });

  it('reads fields that are too many for a search by batches', async () => {
    const many = Array.from({ length: 120 }, (_, index) => `a_property_with_a_long_name_${index}`);
    properties(...many);
    nock(API)
      .post(`${OBJECTS}/search`, idSearch([]))
      .reply(200, { total: 2, results: [row('1'), row('2')] });
    nock(API)
      .post(`${OBJECTS}/batch/read`, {
        inputs: [{ id: '1' }, { id: '2' }],
        properties: [...many, 'lastmodifieddate', 'hs_merged_object_ids'],
        propertiesWithHistory: [],
      })
      .query(true)
      .reply(207, {
        status: 'COMPLETE',
        results: [row('1', { a_property_with_a_long_name_0: 'x' })],
        numErrors: 1,
        errors: [],
        startedAt: AT,
        completedAt: AT,
      });
    const { pages } = await pull({ fields: many });
    expect(pages[0]?.records).toMatchObject([{ id: '1', fields: { a_property_with_a_long_name_0: 'x' } }]);
    expect(pages[0]?.gone).toEqual([{ object: 'contacts', id: '2' }]);
  });
});

describe('what is read along', () => {
  const found = (from: string, ...to: string[]) => ({
    from: { id: from },
    to: to.map((id) => ({ toObjectId: id, associationTypes: [] })),
  });

  it('associations come in one batch, cut ones are continued, and none is an empty list', async () => {
    properties('email');
    nock(API)
      .post(`${OBJECTS}/search`)
      .reply(200, { total: 2, results: [row('1'), row('2')] });
    const read = '/crm/associations/2026-03/contacts/companies/batch/read';
    nock(API)
      .post(read, { inputs: [{ id: '1' }, { id: '2' }] })
      .reply(200, {
        status: 'COMPLETE',
        results: [{ ...found('1', '50'), paging: { next: { after: 'x' } } }],
        startedAt: AT,
        completedAt: AT,
      });
    nock(API)
      .post(read, { inputs: [{ id: '1', after: 'x' }] })
      .reply(200, { status: 'COMPLETE', results: [found('1', '51')], startedAt: AT, completedAt: AT });
    const { pages, counts } = await pull({ associations: ['companies'] });
    expect(pages[0]?.records.map(({ associations }) => associations)).toEqual([
      { companies: ['50', '51'] },
      { companies: [] },
    ]);
    expect(counts).toMatchObject({ calls: 2, associationCalls: 2 });
  });

  it('learns a smaller batch of associations from a refusal', async () => {
    properties('email');
    const ids = Array.from({ length: 150 }, (_, index) => String(index + 1));
    nock(API)
      .post(`${OBJECTS}/search`)
      .reply(200, { total: 150, results: ids.map((id) => row(id)) });
    const read = (some: string[]) =>
      nock(API).post('/crm/associations/2026-03/contacts/deals/batch/read', {
        inputs: some.map((id) => ({ id })),
      });
    const none = { status: 'COMPLETE', results: [], startedAt: AT, completedAt: AT };
    read(ids).reply(400, { status: 'error', category: 'VALIDATION_ERROR', message: 'too many inputs' });
    read(ids.slice(0, 100)).reply(200, none);
    read(ids.slice(100)).reply(200, none);
    const { pages } = await pull({ associations: ['deals'] });
    expect(pages[0]?.records.every(({ associations }) => associations?.deals?.length === 0)).toBe(true);
  });

  it('past values come only for records whose counter says that there are some', async () => {
    properties('email', 'visits', 'last_url');
    const results = [row('1', { visits: '3' }), row('2', { visits: '1' }), row('3', { visits: null })];
    nock(API)
      .post(`${OBJECTS}/search`, idSearch(['email', 'visits']))
      .reply(200, { total: 3, results });
    nock(API)
      .post(`${OBJECTS}/batch/read`, {
        inputs: [{ id: '1' }],
        properties: [],
        propertiesWithHistory: ['last_url'],
      })
      .query(true)
      .reply(200, {
        status: 'COMPLETE',
        results: [
          {
            ...row('1'),
            propertiesWithHistory: {
              last_url: [
                { value: '/b', timestamp: AT, sourceType: 'ANALYTICS' },
                { value: '/a', timestamp: '2026-11-19T10:00:00.000Z', sourceType: 'ANALYTICS' },
              ],
            },
          },
        ],
        startedAt: AT,
        completedAt: AT,
      });
    const { pages, counts } = await pull({
      history: { fields: ['last_url'], counter: 'visits', atLeast: 2 },
    });
    const [first, second] = pages[0]?.records ?? [];
    expect(first?.history).toEqual({
      last_url: [
        { value: '/b', at: Date.parse(AT) },
        { value: '/a', at: Date.parse(AT) - 86_400_000 },
      ],
    });
    expect(second?.history).toBeUndefined();
    expect(counts).toMatchObject({ calls: 2, activityCalls: 1 });
  });
});

describe('the changes', () => {
  const cursor = { phase: 'changes', modified: NOW - 3_600_000, id: '5', archivedAt: NOW - 1000 } as const;
  const since = {
    filterGroups: [
      { filters: [{ propertyName: 'lastmodifieddate', operator: 'GT', value: String(cursor.modified) }] },
      {
        filters: [
          { propertyName: 'lastmodifieddate', operator: 'EQ', value: String(cursor.modified) },
          { propertyName: 'hs_object_id', operator: 'GT', value: '5' },
        ],
      },
    ],
    sorts: ['lastmodifieddate'],
    properties: ['email', 'lastmodifieddate', 'hs_merged_object_ids'],
    limit: 200,
    after: '0',
  };

  it('are asked for by time and id, and end where the last one was', async () => {
    properties('email');
    nock(API)
      .post(`${OBJECTS}/search`, since)
      .reply(200, { total: 1, results: [row('9', { email: 'x' })] });
    const { pages } = await pull({ cursor });
    expect(pages.map((page) => page.cursor)).toEqual([{ ...cursor, modified: Date.parse(AT), id: '9' }]);
  });

  it('bring deleted records once a day, with those that went into them', async () => {
    properties('email');
    const yesterday = { ...cursor, archivedAt: NOW - 86_400_000 };
    const list = `${OBJECTS}?limit=100&properties=hs_object_id&properties=hs_merged_object_ids&archived=true`;
    const deleted = (id: string, archivedAt: string) => ({ ...row(id), archived: true, archivedAt });
    nock(API)
      .get(list)
      .reply(200, {
        results: [deleted('70', AT), deleted('71', '2026-09-01T00:00:00.000Z')],
        paging: { next: { after: '71', link: '' } },
      });
    nock(API)
      .get(
        `${OBJECTS}?limit=100&after=71&properties=hs_object_id&properties=hs_merged_object_ids&archived=true`,
      )
      .reply(200, { results: [{ ...deleted('72', AT), properties: { hs_merged_object_ids: '60;72' } }] });
    nock(API).post(`${OBJECTS}/search`, since).reply(200, { total: 0, results: [] });
    const { pages } = await pull({ cursor: yesterday });
    expect(pages.flatMap(({ gone }) => gone.map(({ id }) => id))).toEqual(['70', '72', '60']);
    expect(pages.map((page) => page.cursor)).toEqual([
      yesterday,
      { ...yesterday, archivedAt: NOW },
      { ...yesterday, archivedAt: NOW },
    ]);
  });

  it("run on HubSpot's clock when ours is wrong", async () => {
    properties('email');
    const results = [row('9', { lastmodifieddate: String(NOW - 1000) })];
    nock(API).post(`${OBJECTS}/search`, since).reply(200, { total: 1, results });
    const late = await pull({ cursor }, { now: () => NOW });
    expect(late.pages.at(-1)?.cursor).toMatchObject({ modified: NOW - 10_000 });
    nock(API)
      .get('/crm/properties/2026-03/contacts?archived=false')
      .reply(
        200,
        { results: [{ name: 'email', label: 'email', type: 'string', fieldType: 'text' }] },
        { date: new Date(NOW).toUTCString() },
      );
    nock(API).post(`${OBJECTS}/search`, since).reply(200, { total: 1, results });
    const ahead = await pull({ cursor }, { now: () => NOW + 600_000 });
    expect(ahead.pages.at(-1)?.cursor).toMatchObject({ modified: NOW - 10_000 });
  });
});
