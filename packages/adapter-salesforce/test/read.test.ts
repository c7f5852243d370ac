import { FieldGone, RequestRefused } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { api, BASE, connect, field, leadId, never, onDescribe } from './connection.ts';

const AT = '2026-11-20T10:00:00.000+0000';
const CREATED = '2026-01-01T00:00:00.000+0000';
const COLUMNS = [
  'Id',
  'CreatedDate',
  'SystemModstamp',
  'IsDeleted',
  'MasterRecordId',
  'IsConverted',
  'ConvertedContactId',
];

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

/** Expects exactly this read of a collection. */
function collection(ids: readonly string[], fields: readonly string[]) {
  return api().post(`${BASE}/composite/sobjects/Lead`, { ids, fields: [...COLUMNS, ...fields] });
}

function lead(index: number, more: object = {}) {
  return {
    attributes: { type: 'Lead', url: `${BASE}/sobjects/Lead/${leadId(index)}` },
    Id: leadId(index),
    CreatedDate: CREATED,
    SystemModstamp: AT,
    IsDeleted: false,
    MasterRecordId: null,
    IsConverted: false,
    ConvertedContactId: null,
    ...more,
  };
}

function read(ids: readonly string[], fields: readonly string[] = ['Title']) {
  return connect().read({ object: 'Lead', ids, fields, signal: never });
}

describe('leads read again', () => {
  it('come by one collection, as they stand now and as the pull gives them', async () => {
    onDescribe('Lead', [field('Title'), field('Score__c', { type: 'double' })]);
    const ids = [leadId(1), leadId(2)];
    collection(ids, ['Title', 'Score__c']).reply(200, [
      lead(1, { Title: 'CFO', Score__c: 7.5 }),
      lead(2, { Title: null, Score__c: 0 }),
    ]);
    const record = { object: 'Lead', modifiedAt: Date.parse(AT), createdAt: Date.parse(CREATED) };
    expect(await read(ids, ['Title', 'Score__c'])).toEqual([
      { ...record, id: leadId(1), fields: { Title: 'CFO', Score__c: 7.5 } },
      { ...record, id: leadId(2), fields: { Title: null, Score__c: 0 } },
    ]);
  });

  it('are those that can be written: neither unknown, deleted, merged nor converted ones, nor unreadable ones', async () => {
    onDescribe('Lead', [field('Title')]);
    const ids = [1, 2, 3, 4, 5, 6].map(leadId);
    collection(ids, ['Title']).reply(200, [
      null,
      lead(2, { IsDeleted: true }),
      lead(3, { IsDeleted: true, MasterRecordId: leadId(6) }),
      lead(4, { IsConverted: true, ConvertedContactId: '003KZ0000000009AAA' }),
      lead(5, { Title: { odd: true } }),
      lead(6, { Title: 'CEO' }),
    ]);
    expect((await read(ids)).map(({ id }) => id)).toEqual([leadId(6)]);
  });

  it('are not read without a field that is gone, whether the description or Salesforce itself says so', async () => {
    const adapter = connect();
    onDescribe('Lead', [field('Title')]);
    const request = { object: 'Lead', ids: [leadId(1)], signal: never };
    const gone = { object: 'Lead', fields: ['Nickname__c'] };
    const first = adapter.read({ ...request, fields: ['Title', 'Nickname__c'] });
    await expect(first).rejects.toMatchObject(gone);
    await expect(first).rejects.toThrow(FieldGone);
    collection([leadId(1)], ['Title']).reply(400, [
      { message: "No such column 'Title' on sobject of type Lead", errorCode: 'INVALID_FIELD' },
    ]);
    const second = adapter.read({ ...request, fields: ['Title'] });
    await expect(second).rejects.toMatchObject({ object: 'Lead', fields: ['Title'] });
    await expect(second).rejects.toThrow(FieldGone);
  });

  it('are two thousand at most', async () => {
    const ids = Array.from({ length: 2001 }, (_, index) => leadId(index));
    await expect(read(ids)).rejects.toThrow(RequestRefused);
  });

  it('are asked for again where only half an answer came', async () => {
    onDescribe('Lead', [field('Title')]);
    const json = { 'content-type': 'application/json' };
    collection([leadId(1)], ['Title']).reply(200, '[{"Id":"00Q', json);
    collection([leadId(1)], ['Title']).reply(200, [lead(1, { Title: 'CEO' })]);
    expect(await read([leadId(1)])).toMatchObject([{ fields: { Title: 'CEO' } }]);
  });
});
