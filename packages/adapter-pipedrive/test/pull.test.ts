import { type Cursor, FieldGone, type PullPage, type PullRequest } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API, connect, MemoryNames, never } from './connection.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const SCORE = 'a'.repeat(40);
const STAGE = 'b'.repeat(40);
const NAMES = new MemoryNames({
  'person/tamis_score': SCORE,
  'person/tamis_stage': STAGE,
  'person/tamis_stage/mql': '31',
});

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function fieldList(path: string, data: object[] = []) {
  nock(API).get(`/api/v2/${path}?limit=500`).reply(200, { success: true, data });
}

function custom(field_code: string, field_name: string, field_type: string, more: object = {}) {
  return { field_code, field_name, field_type, is_custom_field: true, ...more };
}

function person(id: number, more: object = {}) {
  return {
    id,
    name: `Person ${id}`,
    emails: [
      { value: 'second@example.com', primary: false, label: 'home' },
      { value: `p${id}@example.com`, primary: true, label: 'work' },
    ],
    org_id: 5,
    add_time: '2026-01-01T00:00:00Z',
    update_time: '2026-11-20T10:00:00Z',
    is_deleted: false,
    custom_fields: {},
    ...more,
  };
}

/** Expects exactly this list request. */
function list(path: string, query: Readonly<Record<string, string | number>>) {
  return nock(API)
    .get(`/api/${path}`)
    .query({ ...query, limit: 500 });
}

function page(data: unknown[], next: string | null = null) {
  return { success: true, data, additional_data: { next_cursor: next } };
}

async function pull(request: Partial<PullRequest> = {}): Promise<PullPage[]> {
  const adapter = connect({ now: () => NOW, names: NAMES });
  const base = { object: 'persons', fields: ['email'], cursor: null, associations: [], signal: never };
  const pages: PullPage[] = [];
  for await (const page of adapter.pull({ ...base, ...request })) pages.push(page);
  return pages;
}

/** What somebody believes to be there. */
function knownIds(...ids: string[]) {
  return async function* () {
    yield ids;
  };
}

function ids(pages: readonly PullPage[]): string[] {
  return pages.flatMap(({ records }) => records.map(({ id }) => id));
}

describe('a full walk', () => {
  it('goes from page to page in the order of ids, and then on with the changes since it began', async () => {
    fieldList('personFields');
    list('v2/persons', { sort_by: 'id' }).reply(200, page([person(1), person(2)], 'c-2'));
    list('v2/persons', { sort_by: 'id', cursor: 'c-2' }).reply(200, page([person(3)]));
    const pages = await pull({ associations: ['organizations'] });
    expect(pages[0]?.records[0]).toEqual({
      object: 'persons',
      id: '1',
      fields: { email: 'p1@example.com' },
      modifiedAt: Date.UTC(2026, 10, 20, 10),
      createdAt: Date.UTC(2026, 0, 1),
      associations: { organizations: ['5'] },
    });
    const changes = { phase: 'changes', modified: NOW - 12_000, id: '0', archivedAt: NOW };
    expect(pages.map(({ cursor }) => cursor)).toEqual([
      { phase: 'full', startedAt: NOW, lowerId: `${NOW} 0 2 c-2`, changes },
      changes,
    ]);
  });

  it('that was killed goes on at the page that was due', async () => {
    fieldList('personFields');
    list('v2/persons', { sort_by: 'id', cursor: 'c-2' }).reply(200, page([person(3)]));
    const cursor: Cursor = { phase: 'full', startedAt: NOW - 5000, lowerId: `${NOW - 5000} 0 2 c-2` };
    const pages = await pull({ cursor });
    expect(ids(pages)).toEqual(['3']);
    expect(pages.at(-1)?.cursor).toMatchObject({ phase: 'changes', modified: NOW - 17_000 });
  });

  it('whose page Pipedrive forgot begins again and gives nobody twice', async () => {
    fieldList('personFields');
    list('v2/persons', { sort_by: 'id', cursor: 'old' }).reply(400, { error: 'Invalid cursor' });
    list('v2/persons', { sort_by: 'id' }).reply(200, page([person(1), person(2)], 'c-2'));
    list('v2/persons', { sort_by: 'id', cursor: 'c-2' }).reply(200, page([person(3)]));
    const cursor: Cursor = { phase: 'full', startedAt: NOW, lowerId: `${NOW} 0 2 old` };
    expect(ids(await pull({ cursor }))).toEqual(['3']);
  });

  it('of deals reads the archived ones as well', async () => {
    fieldList('dealFields');
    const deal = { title: 'A', value: 10, status: 'won', person_id: 7, update_time: '2026-11-20T10:00:00Z' };
    list('v2/deals', { sort_by: 'id' }).reply(200, page([{ id: 8, ...deal }]));
    list('v2/deals/archived', { sort_by: 'id' }).reply(200, page([{ id: 2, ...deal, person_id: null }]));
    const pages = await pull({ object: 'deals', fields: ['value', 'status'], associations: ['persons'] });
    expect(pages.flatMap(({ records }) => records)).toMatchObject([
      { id: '8', fields: { value: 10, status: 'won' }, associations: { persons: ['7'] } },
      { id: '2', associations: { persons: [] } },
    ]);
  });

  it('reports what it cannot read, and what is marked as deleted as gone', async () => {
    fieldList('personFields');
    const odd = { id: 2, name: 'No time' };
    list('v2/persons', { sort_by: 'id' }).reply(200, page([person(1), odd, person(3, { is_deleted: true })]));
    const [only] = await pull();
    expect(ids(only ? [only] : [])).toEqual(['1']);
    expect(only?.unreadable).toEqual([
      { object: 'persons', id: '2', message: 'It has no modification time.' },
    ]);
    expect(only?.gone).toEqual([{ object: 'persons', id: '3' }]);
  });

  it('is refused before anything is read when a field is gone, or past values are wanted', async () => {
    fieldList('personFields');
    const error = await pull({ fields: ['email', 'c'.repeat(40)] }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FieldGone);
    expect(error).toMatchObject({ fields: ['c'.repeat(40)] });
    const history = { fields: ['email'], counter: 'email', atLeast: 1 };
    await expect(pull({ history })).rejects.toThrow('past values');
  });
});

describe('values', () => {
  const fields = [
    custom(SCORE, 'Renamed by people', 'double'),
    custom(STAGE, 'Tamis stage', 'enum', {
      options: [
        { id: 31, label: 'MQL' },
        { id: 99, label: 'Added by people' },
      ],
    }),
    custom('c'.repeat(40), 'Interests', 'set', { options: [{ id: 4, label: 'Chess' }] }),
    custom('d'.repeat(40), 'Budget', 'monetary'),
    {
      field_code: 'marketing_status',
      field_name: 'Marketing status',
      field_type: 'enum',
      is_optional_response_field: true,
      options: [{ id: 'subscribed', label: 'Subscribed' }],
    },
  ];

  it('come under our names for what is ours, by number for what people chose, and only as asked', async () => {
    fieldList('personFields', fields);
    const keys = [SCORE, STAGE, 'c'.repeat(40), 'd'.repeat(40)];
    const values = [12, 31, [4], { value: 900, currency: 'EUR' }];
    const held = Object.fromEntries(keys.map((key, index) => [key, values[index]]));
    list('v2/persons', {
      sort_by: 'id',
      include_fields: 'marketing_status',
      custom_fields: keys.join(','),
    }).reply(
      200,
      page([
        person(1, { custom_fields: held, marketing_status: 'subscribed' }),
        person(2, { custom_fields: { ...held, [STAGE]: 99, [SCORE]: null, [keys[2] ?? '']: [] } }),
      ]),
    );
    const names = ['tamis_score', 'tamis_stage', ...keys.slice(2), 'marketing_status'];
    const [only] = await pull({ fields: names });
    expect(only?.records.map((record) => Object.values(record.fields))).toEqual([
      [12, 'mql', ['4'], 900, 'subscribed'],
      [null, '99', null, 900, null],
    ]);
  });

  it('are described with label, type and options; our own field keeps its name when people rename it', async () => {
    fieldList('personFields', fields);
    const described = await connect({ names: NAMES }).describe('persons', never);
    const of = (name: string) => described.find((field) => field.name === name);
    expect(of('tamis_score')).toMatchObject({ label: 'Renamed by people', type: 'number', writable: true });
    expect(of('tamis_stage')).toMatchObject({
      type: 'enumeration',
      options: [
        { value: 'mql', label: 'MQL' },
        { value: '99', label: 'Added by people' },
      ],
    });
    expect(of('c'.repeat(40))).toMatchObject({ type: 'multi-enumeration', label: 'Interests' });
    expect(of('d'.repeat(40))).toMatchObject({ type: 'number', writable: false });
    expect(of('email')).toMatchObject({ type: 'text', writable: false });
    expect(described.map(({ name }) => name)).not.toContain(SCORE);
  });

  it('of a field list that is longer than a page are described to the end', async () => {
    nock(API)
      .get('/api/v2/personFields?limit=500')
      .reply(200, page([custom(SCORE, 'A', 'double')], 'more'));
    nock(API)
      .get('/api/v2/personFields?limit=500&cursor=more')
      .reply(200, page([custom('e'.repeat(40), 'B', 'varchar')]));
    const described = await connect().describe('persons', never);
    expect(described.map(({ label }) => label)).toEqual(expect.arrayContaining(['A', 'B']));
  });
});

describe('the changes', () => {
  const cursor: Cursor = {
    phase: 'changes',
    modified: Date.UTC(2026, 10, 20, 9),
    id: '0',
    archivedAt: NOW - 3_600_000,
  };

  const yesterday = { ...cursor, archivedAt: NOW - 25 * 3_600_000 };

  const single = (id: string) => nock(API).get(`/api/v2/persons/${id}`);

  it('are read since the cursor by id, and end where the walk began, less what may come late', async () => {
    fieldList('personFields');
    list('v2/persons', { sort_by: 'id', updated_since: '2026-11-20T09:00:00Z' }).reply(
      200,
      page([person(4)], 'c-4'),
    );
    list('v2/persons', { sort_by: 'id', updated_since: '2026-11-20T09:00:00Z', cursor: 'c-4' }).reply(
      200,
      page([person(9)]),
    );
    const pages = await pull({ cursor });
    expect(ids(pages)).toEqual(['4', '9']);
    expect(pages.map((each) => each.cursor)).toEqual([
      { ...cursor, id: `${NOW} 0 4 c-4` },
      { ...cursor, modified: NOW - 12_000 },
    ]);
  });

  it('that were cut go on where they were, and lose nothing that changed in between', async () => {
    fieldList('personFields');
    const begun = NOW - 60_000;
    list('v2/persons', { sort_by: 'id', updated_since: '2026-11-20T09:00:00Z', cursor: 'c-4' }).reply(
      200,
      page([person(9)]),
    );
    const pages = await pull({ cursor: { ...cursor, id: `${begun} 0 4 c-4` } });
    expect(pages.at(-1)?.cursor).toEqual({ ...cursor, modified: begun - 12_000 });
  });

  it('tell once a day which known persons are in no list any more, each of them asked for before', async () => {
    fieldList('personFields');
    list('v2/persons', { sort_by: 'id' }).reply(200, page([person(2)], 'c-2'));
    list('v2/persons', { sort_by: 'id', cursor: 'c-2' }).reply(200, page([person(5)]));
    single('1').reply(404, { success: false });
    single('4').reply(200, { success: true, data: person(4) });
    single('9').reply(200, { success: true, data: person(9, { is_deleted: true }) });
    list('v2/persons', { sort_by: 'id', updated_since: '2026-11-20T09:00:00Z' }).reply(200, page([]));
    const pages = await pull({ cursor: yesterday, known: knownIds('1', '2', '4', '5', '9') });
    expect(pages.flatMap(({ gone }) => gone)).toEqual([
      { object: 'persons', id: '1' },
      { object: 'persons', id: '9' },
    ]);
    expect(pages.at(-1)?.cursor).toMatchObject({ archivedAt: NOW });
  });

  it('tell of no deleted person to somebody who knows none', async () => {
    fieldList('personFields');
    list('v2/persons', { sort_by: 'id', updated_since: '2026-11-20T09:00:00Z' }).reply(200, page([]));
    const pages = await pull({ cursor: yesterday });
    expect(pages.flatMap(({ gone }) => gone)).toEqual([]);
  });

  it('of deals tell once a day which were deleted', async () => {
    fieldList('dealFields');
    const since = '2026-11-19T10:00:00Z';
    list('v2/deals', { sort_by: 'id', status: 'deleted', updated_since: since }).reply(
      200,
      page([{ id: 3 }]),
    );
    const changed = { sort_by: 'id', updated_since: '2026-11-20T09:00:00Z' };
    list('v2/deals', changed).reply(200, page([]));
    list('v2/deals/archived', changed).reply(200, page([]));
    const pages = await pull({ object: 'deals', fields: [], cursor: yesterday });
    expect(pages.flatMap(({ gone }) => gone)).toEqual([{ object: 'deals', id: '3' }]);
  });
});

describe('leads', () => {
  const at = { add_time: '2026-11-01 08:00:00', update_time: '2026-11-20 10:00:00' };

  function leads(start: number, rows: object[], more = false) {
    const body = { data: rows, additional_data: { pagination: { more_items_in_collection: more } } };
    nock(API).get('/api/v1/leads').query({ limit: 500, start, sort: 'id' }).reply(200, body);
  }

  function archived(rows: object[] | null = null) {
    nock(API)
      .get('/api/v1/leads/archived')
      .query({ limit: 500, start: 0, sort: 'id' })
      .reply(200, { data: rows });
  }

  it('are somebody: name and addresses of their people are read along, 100 in a request', async () => {
    fieldList('dealFields');
    leads(0, [
      { id: 'l-1', title: 'One', person_id: 7, organization_id: 3, ...at },
      { id: 'l-2', title: 'Two', person_id: null, organization_id: 4, ...at },
    ]);
    nock(API)
      .get('/api/v2/persons')
      .query({ ids: '7', limit: 100 })
      .reply(200, page([person(7)]));
    archived([{ id: 'l-0', title: 'Old', is_archived: true, person_id: null, ...at }]);
    const fields = ['title', 'person_email', 'is_archived'];
    const pages = await pull({ object: 'leads', fields, associations: ['organizations'] });
    expect(pages.flatMap(({ records }) => records)).toMatchObject([
      {
        id: 'l-1',
        fields: { title: 'One', person_email: 'p7@example.com' },
        associations: { organizations: ['3'] },
      },
      { id: 'l-2', fields: { person_email: null } },
      { id: 'l-0', fields: { is_archived: true } },
    ]);
  });

  it('are all read although one that was read is deleted between two pages', async () => {
    const all = Array.from({ length: 501 }, (_, index) => ({ id: `l-${1000 + index}`, title: 'x', ...at }));
    const rest = all.slice(1);
    fieldList('dealFields');
    leads(0, all.slice(0, 500), true);
    // The seam is a page's last lead, which has moved one to the left: the page before is read again.
    leads(499, rest.slice(499));
    leads(0, rest.slice(0, 500), true);
    leads(499, rest.slice(499));
    archived();
    const pages = await pull({ object: 'leads', fields: ['title'] });
    expect(new Set(ids(pages)).size).toBe(501);
  });

  const cursor: Cursor = {
    phase: 'changes',
    modified: Date.UTC(2026, 10, 20, 9),
    id: '0',
    archivedAt: NOW - 3_600_000,
  };

  function changed(rows: object[] | null, deals: object[] = []) {
    const query = { sort_by: 'id', include_fields: 'source_lead_id', updated_since: '2026-11-20T09:00:00Z' };
    list('v2/deals', query).reply(200, page(deals));
    nock(API)
      .get('/api/v1/leads')
      .query({ limit: 500, start: 0, sort: 'id', updated_since: '2026-11-20T09:00:00Z' })
      .reply(200, { data: rows });
  }

  it('that became deals are told by the deals', async () => {
    fieldList('dealFields');
    changed(null, [
      { id: 3, source_lead_id: 'l-1' },
      { id: 4, source_lead_id: null },
    ]);
    const pages = await pull({ object: 'leads', fields: [], cursor });
    expect(pages.flatMap(({ gone }) => gone)).toEqual([
      { object: 'leads', id: 'l-1', convertedInto: { object: 'deals', id: '3' } },
    ]);
    expect(pages.at(-1)?.cursor).toEqual({ ...cursor, modified: NOW - 12_000 });
  });

  it('that were deleted are missing in both lists once a day', async () => {
    fieldList('dealFields');
    leads(0, [{ id: 'l-1', title: 'Here', ...at }]);
    archived([
      { id: 'l-2', title: 'Put away', is_archived: true, ...at, update_time: '2026-10-01 10:00:00' },
    ]);
    nock(API).get('/api/v1/leads/l-3').reply(404, { success: false, error: 'Lead not found' });
    changed(null);
    archived();
    const before = { ...cursor, archivedAt: NOW - 25 * 3_600_000 };
    const known = knownIds('l-1', 'l-2', 'l-3');
    const pages = await pull({ object: 'leads', fields: [], cursor: before, known });
    expect(pages.flatMap(({ gone }) => gone)).toEqual([{ object: 'leads', id: 'l-3' }]);
    expect(pages.at(-1)?.cursor).toMatchObject({ archivedAt: NOW });
  });

  it('that were archived are among the changes once a day', async () => {
    fieldList('dealFields');
    changed([{ id: 'l-5', title: 'Five', ...at }]);
    archived([
      { id: 'l-1', title: 'Long ago', ...at, update_time: '2026-10-01 10:00:00' },
      { id: 'l-2', title: 'Today', is_archived: true, ...at },
    ]);
    const before = { ...cursor, archivedAt: NOW - 25 * 3_600_000 };
    const pages = await pull({ object: 'leads', fields: ['title'], cursor: before });
    expect(ids(pages)).toEqual(['l-5', 'l-2']);
    expect(pages.map((each) => each.cursor)).toEqual([
      { ...before, id: `${NOW} 1 0` },
      { ...cursor, modified: NOW - 12_000, archivedAt: NOW },
    ]);
  });
});
