import { hasPast, type PullPage, type PullRequest } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hubspot } from '../src/index.ts';
import { API, connect, never } from './connection.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const AT = '2026-11-20T10:00:00.000Z';
const OBJECTS = '/crm/objects/2026-03/contacts';
const PAST = { fields: ['lifecyclestage'], unless: ['subscriber', 'lead'] };

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function properties(...names: readonly string[]) {
  const results = names.map((name) => ({ name, label: name, type: 'string', fieldType: 'text' }));
  nock(API).get('/crm/properties/2026-03/contacts?archived=false').reply(200, { results });
}

function contact(id: string, values: Readonly<Record<string, string | null>>) {
  return {
    id,
    properties: { lastmodifieddate: AT, ...values },
    createdAt: AT,
    updatedAt: AT,
    archived: false,
  };
}

/** Expects the walk's only page and answers it with these contacts. */
function onlyPage(names: readonly string[], results: readonly object[]) {
  nock(API)
    .post(`${OBJECTS}/search`, ({ properties: asked }) => names.every((name) => asked.includes(name)))
    .reply(200, { total: results.length, results });
}

/** Expects exactly this read of past values. */
function onPast(ids: readonly string[], names: readonly string[], results: readonly object[]) {
  nock(API)
    .post(`${OBJECTS}/batch/read`, {
      inputs: ids.map((id) => ({ id })),
      properties: [],
      propertiesWithHistory: names,
    })
    .query(true)
    .reply(200, { status: 'COMPLETE', results, startedAt: AT, completedAt: AT });
}

function version(value: string, timestamp: string) {
  return { value, timestamp, sourceType: 'CRM_UI' };
}

async function pull(request: Partial<PullRequest>) {
  const adapter = connect({ now: () => NOW });
  const base = { object: 'contacts', fields: ['email'], cursor: null, associations: [], signal: never };
  const pages: PullPage[] = [];
  for await (const page of adapter.pull({ ...base, ...request })) pages.push(page);
  return { records: pages.flatMap(({ records }) => records), counts: adapter.counts() };
}

describe('past lifecycle stages', () => {
  it('come with their times, in one request, for those who are past where everybody begins', async () => {
    properties('email', 'lifecyclestage');
    onlyPage(
      ['email', 'lifecyclestage'],
      [
        contact('1', { lifecyclestage: 'salesqualifiedlead' }),
        contact('2', { lifecyclestage: 'lead' }),
        contact('3', { lifecyclestage: null }),
      ],
    );
    const lifecyclestage = [
      version('salesqualifiedlead', AT),
      version('marketingqualifiedlead', '2026-11-02T08:30:00.250Z'),
      version('lead', '2026-10-01T00:00:00.000Z'),
    ];
    onPast(['1'], ['lifecyclestage'], [{ ...contact('1', {}), propertiesWithHistory: { lifecyclestage } }]);
    const { records, counts } = await pull({ past: PAST });
    expect(records.map(({ history }) => history)).toEqual([
      {
        lifecyclestage: [
          { value: 'salesqualifiedlead', at: Date.parse(AT) },
          { value: 'marketingqualifiedlead', at: Date.UTC(2026, 10, 2, 8, 30, 0, 250) },
          { value: 'lead', at: Date.UTC(2026, 9, 1) },
        ],
      },
      undefined,
      undefined,
    ]);
    expect(counts).toMatchObject({ calls: 2, activityCalls: 1 });
  });

  it('share their requests with the past of running totals, and each contact gets what it asked for', async () => {
    properties('email', 'lifecyclestage', 'visits', 'last_url');
    onlyPage(
      ['lifecyclestage', 'visits'],
      [
        contact('1', { lifecyclestage: 'customer', visits: '1' }),
        contact('2', { lifecyclestage: 'lead', visits: '5' }),
      ],
    );
    const propertiesWithHistory = {
      last_url: [version('/a', AT)],
      lifecyclestage: [version('customer', AT)],
    };
    onPast(
      ['1', '2'],
      ['lifecyclestage', 'last_url'],
      ['1', '2'].map((id) => ({ ...contact(id, {}), propertiesWithHistory })),
    );
    const history = { fields: ['last_url'], counter: 'visits', atLeast: 2 };
    const { records } = await pull({ past: PAST, history });
    expect(records.map((record) => Object.keys(record.history ?? {}))).toEqual([
      ['lifecyclestage'],
      ['last_url'],
    ]);
  });

  it('are not read along with the changes', async () => {
    properties('email', 'lifecyclestage');
    onlyPage(['email'], [contact('1', { email: 'a@b.example' })]);
    const cursor = { phase: 'changes', modified: NOW - 60_000, id: '0', archivedAt: NOW - 1000 } as const;
    const { records, counts } = await pull({ past: PAST, cursor });
    expect(records.map(({ history }) => history)).toEqual([undefined]);
    expect(counts).toMatchObject({ activityCalls: 0 });
  });

  it('of an object that declares none are refused', async () => {
    await expect(pull({ object: 'companies', past: PAST })).rejects.toThrow(/declared/);
  });
});

it('what the default mapping asks for leaves contacts alone that have just been made', () => {
  const [row] = hubspot.defaultMapping.pastStages ?? [];
  const past = { fields: [row?.field ?? ''], unless: row?.unless ?? [] };
  expect(hasPast({ lifecyclestage: 'lead' }, past)).toBe(false);
  expect(hasPast({ lifecyclestage: 'customer' }, past)).toBe(true);
});
