import type { Cursor, PullPage, PullRequest } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { api, BASE, connect, field, leadId, never, onDescribe, onQuery } from './connection.ts';

const STAMP = '2026-11-20T10:00:00.000+0000';
const PAST = { fields: ['Status'], unless: ['Open - Not Contacted'] };
const COLUMNS = 'Id,CreatedDate,SystemModstamp,IsDeleted,MasterRecordId,IsConverted,ConvertedContactId,Email';
const WALK = `SELECT ${COLUMNS},Status FROM Lead ORDER BY Id LIMIT 2000`;

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function lead(index: number, Status: string | null) {
  return { Id: leadId(index), SystemModstamp: STAMP, IsDeleted: false, Email: null, Status };
}

function change(index: number, [id, at, to]: readonly [string, string, string | null]) {
  return { Id: id, LeadId: leadId(index), Field: 'Status', NewValue: to, CreatedDate: at };
}

function history(ids: readonly number[], beyond = '') {
  const among = ids.map((id) => `'${leadId(id)}'`).join(',');
  const after = beyond === '' ? '' : ` AND Id > '${beyond}'`;
  return `SELECT Id,LeadId,Field,NewValue,CreatedDate FROM LeadHistory WHERE LeadId IN (${among}) AND Field IN ('Status')${after} ORDER BY Id LIMIT 2000`;
}

async function pull(request: Partial<PullRequest> = {}, adapter = connect()) {
  const pages: PullPage[] = [];
  const base = { object: 'Lead', fields: ['Email'], cursor: null, associations: [], signal: never };
  for await (const page of adapter.pull({ ...base, past: PAST, ...request })) pages.push(page);
  return pages.flatMap(({ records }) => records.map((record) => record.history));
}

describe('past statuses of leads', () => {
  it('come with their times, newest first, for leads that are past the first status', async () => {
    onDescribe('Lead', [field('Email'), field('Status')]);
    onQuery(WALK, [
      lead(1, 'Closed - Not Converted'),
      lead(2, 'Open - Not Contacted'),
      lead(3, 'Working - Contacted'),
    ]);
    onQuery(history([1, 3]), [
      change(1, ['017A', '2026-10-01T08:00:00.000+0000', 'Working - Contacted']),
      change(1, ['017B', '2026-11-02T09:30:00.000+0000', 'Closed - Not Converted']),
    ]);
    const adapter = connect();
    expect(await pull({}, adapter)).toEqual([
      {
        Status: [
          { value: 'Closed - Not Converted', at: Date.UTC(2026, 10, 2, 9, 30) },
          { value: 'Working - Contacted', at: Date.UTC(2026, 9, 1, 8) },
        ],
      },
      undefined,
      { Status: [] },
    ]);
    expect(adapter.counts()).toMatchObject({ calls: 2, activityCalls: 1 });
  });

  it('are read on where Salesforce ended a page early', async () => {
    onDescribe('Lead', [field('Email'), field('Status')]);
    onQuery(WALK, [lead(1, 'Working - Contacted')]);
    const first = change(1, ['017A', '2026-10-01T08:00:00.000+0000', 'Working - Contacted']);
    const second = change(1, ['017B', '2026-10-02T08:00:00.000+0000', null]);
    onQuery(history([1]), [first], { done: false });
    onQuery(history([1], '017A'), [second]);
    expect(await pull()).toEqual([
      {
        Status: [
          { value: null, at: Date.UTC(2026, 9, 2, 8) },
          { value: 'Working - Contacted', at: Date.UTC(2026, 9, 1, 8) },
        ],
      },
    ]);
  });

  it.each([
    [400, { errorCode: 'INVALID_TYPE', message: "sObject type 'LeadHistory' is not supported." }],
    [403, { errorCode: 'INSUFFICIENT_ACCESS', message: 'no access to LeadHistory' }],
  ])(
    'that the organization does not keep or the user may not see (%i) cost one request, and the walk goes on',
    async (status, error) => {
      onDescribe('Lead', [field('Email'), field('Status')]);
      const many = Array.from({ length: 401 }, (_, index) => index);
      onQuery(
        WALK,
        many.map((index) => lead(index, 'Working - Contacted')),
      );
      api()
        .get(`${BASE}/query`)
        .query({ q: history(many.slice(0, 400)) })
        .reply(status, [error]);
      const adapter = connect();
      expect((await pull({}, adapter)).filter((each) => each !== undefined)).toEqual([]);
      expect(adapter.counts()).toMatchObject({ activityCalls: 1 });
    },
  );

  it('are not read along with the changes', async () => {
    onDescribe('Lead', [field('Email')]);
    const cursor: Cursor = { phase: 'changes', modified: Date.UTC(2026, 10, 20), id: '' };
    const since = `SELECT ${COLUMNS} FROM Lead WHERE SystemModstamp >= 2026-11-20T00:00:00.000Z ORDER BY SystemModstamp, Id LIMIT 2000`;
    onQuery(since, [lead(1, 'Working - Contacted')], { all: true });
    expect(await pull({ cursor })).toEqual([undefined]);
  });

  it('of an object that declares none are refused', async () => {
    await expect(pull({ object: 'Account', past: PAST })).rejects.toThrow(/declared/);
  });
});
