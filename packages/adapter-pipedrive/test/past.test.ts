import type { Cursor, PullPage, PullRequest } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API, connect, never } from './connection.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const PAST = { fields: ['status'], unless: ['open'] };
const MADE = Date.UTC(2026, 0, 1);
const CLOSED = Date.UTC(2026, 5, 30, 16);

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function deal(id: number, status: string) {
  const closed = status === 'open' ? {} : { close_time: '2026-06-30T16:00:00Z' };
  const times = { add_time: '2026-01-01T00:00:00Z', update_time: '2026-11-20T10:00:00Z' };
  return { id, title: `Deal ${id}`, status, is_deleted: false, custom_fields: {}, ...times, ...closed };
}

/** Expects the lists of a walk over deals and answers them with these. */
function deals(...data: readonly object[]) {
  nock(API).get('/api/v2/dealFields?limit=500').reply(200, { success: true, data: [] });
  const list = (path: string, records: readonly object[]) =>
    nock(API)
      .get(`/api/v2/${path}`)
      .query({ sort_by: 'id', limit: 500 })
      .reply(200, { success: true, data: records, additional_data: { next_cursor: null } });
  list('deals', data);
  list('deals/archived', []);
}

function flow(id: number, start = 0) {
  return nock(API).get(`/api/v1/deals/${id}/flow`).query({ start, limit: 500 });
}

function change(field_key: string, [log_time, from, to]: readonly [string, string | null, string | null]) {
  return {
    object: 'dealChange',
    timestamp: log_time,
    data: { field_key, old_value: from, new_value: to, log_time, user_id: 1 },
  };
}

async function pull(request: Partial<PullRequest> = {}, adapter = connect({ now: () => NOW })) {
  const base = { object: 'deals', fields: ['title'], cursor: null, associations: [], signal: never };
  const pages: PullPage[] = [];
  for await (const page of adapter.pull({ ...base, past: PAST, ...request })) pages.push(page);
  return pages.flatMap(({ records }) => records.map(({ history }) => history));
}

describe('past statuses of deals', () => {
  it('come from the flow of those that are closed, a reopened one with everything between', async () => {
    deals(deal(1, 'won'), deal(2, 'open'));
    const data = [
      change('status', ['2026-06-30 16:00:00', 'open', 'won']),
      change('stage_id', ['2026-05-02 10:00:00', '2', '3']),
      { object: 'activity', timestamp: '2026-05-01 10:00:00', data: { id: 9, subject: 'Call' } },
      change('status', ['2026-04-01 10:00:00', 'lost', 'open']),
      change('status', ['2026-03-01 10:00:00', 'open', 'lost']),
      change('add_time', ['2026-01-01 00:00:00', null, '1']),
    ];
    flow(1).reply(200, { success: true, data });
    const adapter = connect({ now: () => NOW });
    expect(await pull({}, adapter)).toEqual([
      {
        status: [
          { value: 'won', at: CLOSED },
          { value: 'open', at: Date.UTC(2026, 3, 1, 10) },
          { value: 'lost', at: Date.UTC(2026, 2, 1, 10) },
          { value: 'open', at: MADE },
        ],
      },
      undefined,
    ]);
    // The fields, two lists, and 20 tokens for the flow.
    expect(adapter.counts()).toMatchObject({ activityCalls: 1, budgetUsed: 50 });
  });

  it('are read to the end of a long flow', async () => {
    deals(deal(1, 'won'));
    const more = { pagination: { more_items_in_collection: true } };
    flow(1).reply(200, { success: true, data: [], additional_data: more });
    flow(1, 500).reply(200, { data: [change('status', ['2026-06-30 16:00:00', 'open', 'won'])] });
    expect(await pull()).toEqual([
      {
        status: [
          { value: 'won', at: CLOSED },
          { value: 'open', at: MADE },
        ],
      },
    ]);
  });

  it('are told by the times of the deal itself where the user may not see flows; nobody asks a second time', async () => {
    deals(...Array.from({ length: 11 }, (_, index) => deal(index + 1, 'lost')));
    for (let id = 1; id <= 10; id += 1)
      flow(id).reply(403, { success: false, error: 'Scope and URL mismatch', error_info: 'recents:read' });
    const ownTimes = {
      status: [
        { value: 'lost', at: CLOSED },
        { value: 'open', at: MADE },
      ],
    };
    expect(await pull()).toEqual(Array.from({ length: 11 }, () => ownTimes));
  });

  it('cost at most 200 requests of a walk, however many deals there are', async () => {
    deals(...Array.from({ length: 203 }, (_, index) => deal(index + 1, 'won')));
    nock(API)
      .get(/^\/api\/v1\/deals\/\d+\/flow\?start=0&limit=500$/)
      .times(200)
      .reply(200, { data: [] }, { 'x-ratelimit-limit': '1000' });
    const adapter = connect({ now: () => NOW });
    const histories = await pull({}, adapter);
    expect(adapter.counts().activityCalls).toBe(200);
    expect(histories.slice(200)).toEqual(
      Array.from({ length: 3 }, () => ({
        status: [
          { value: 'won', at: CLOSED },
          { value: 'open', at: MADE },
        ],
      })),
    );
  });

  it('are not read along with the changes', async () => {
    const cursor: Cursor = { phase: 'changes', modified: NOW - 60_000, id: '0', archivedAt: NOW - 1000 };
    nock(API).get('/api/v2/dealFields?limit=500').reply(200, { success: true, data: [] });
    for (const path of ['deals', 'deals/archived'])
      nock(API)
        .get(`/api/v2/${path}`)
        .query((query) => query.updated_since !== undefined)
        .reply(200, { data: path === 'deals' ? [deal(1, 'won')] : [] });
    expect(await pull({ cursor })).toEqual([undefined]);
  });

  it('of anything but deals are refused', async () => {
    await expect(pull({ object: 'persons', past: PAST })).rejects.toThrow('past values of persons');
  });
});
