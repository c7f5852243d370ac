import { FieldGone, type RecordChange } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { api, BASE, connect, leadId, NOW, never, onQuery } from './connection.ts';

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

const COLLECTION = `${BASE}/composite/sobjects`;
const FATES = 'SELECT Id,IsDeleted,MasterRecordId,IsConverted,ConvertedContactId FROM Lead WHERE Id IN';
const CONTACT = '003KZ0000000009AAA';

function change(index: number, score: number | null = 10): RecordChange {
  return { id: leadId(index), fields: { Tamis_Score__c: score } };
}

function body(changes: readonly RecordChange[]) {
  const records = changes.map(({ id, fields }) => ({ id, attributes: { type: 'Lead' }, ...fields }));
  return { allOrNone: false, records };
}

function ok(index: number) {
  return { id: leadId(index), success: true, errors: [] };
}

function no(statusCode: string, message = 'no', fields: readonly string[] = []) {
  return { success: false, errors: [{ statusCode, message, fields }] };
}

function onWrite(changes: readonly RecordChange[], answer: object, headers: Record<string, string> = {}) {
  return api()
    .matchHeader('sforce-auto-assign', 'FALSE')
    .patch(COLLECTION, body(changes))
    .reply(200, answer, headers);
}

function push(changes: readonly RecordChange[], adapter = connect()) {
  return adapter.push({ object: 'Lead', changes, signal: never });
}

describe('a batch', () => {
  it('is one request without assignment rules, and tells the time of the write on the clock of Salesforce', async () => {
    const changes = [change(1), change(2, null)];
    onWrite(changes, [ok(1), ok(2)], { date: 'Fri, 20 Nov 2026 12:00:01 GMT' });
    expect(await push(changes)).toEqual([
      { id: leadId(1), status: 'written', fields: { Tamis_Score__c: 10 }, modifiedAt: NOW + 1999 },
      { id: leadId(2), status: 'written', fields: { Tamis_Score__c: null }, modifiedAt: NOW + 1999 },
    ]);
  });

  it('gives each row its own outcome, and asks once what became of those that cannot be written any more', async () => {
    const changes = [1, 2, 3, 4, 5, 6].map((index) => change(index));
    onWrite(changes, [
      no('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Not on Fridays', ['Tamis_Score__c']),
      no('ENTITY_IS_DELETED', 'entity is deleted'),
      ok(3),
      no('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead'),
      no('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'),
      no('DUPLICATES_DETECTED', 'Use one of these records?'),
    ]);
    const fate = (index: number, more: object) => ({
      Id: leadId(index),
      IsDeleted: false,
      MasterRecordId: null,
      IsConverted: false,
      ConvertedContactId: null,
      ...more,
    });
    onQuery(
      `${FATES} ('${leadId(2)}','${leadId(4)}','${leadId(5)}')`,
      [
        fate(2, { IsDeleted: true, MasterRecordId: leadId(3) }),
        fate(4, { IsConverted: true, ConvertedContactId: CONTACT }),
        fate(5, {}),
      ],
      { all: true },
    );
    expect(await push(changes)).toEqual([
      {
        id: leadId(1),
        status: 'refused',
        code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        message: 'Not on Fridays',
        field: 'Tamis_Score__c',
      },
      { id: leadId(2), status: 'gone', mergedInto: leadId(3) },
      expect.objectContaining({ id: leadId(3), status: 'written' }),
      { id: leadId(4), status: 'gone', convertedInto: { object: 'Contact', id: CONTACT } },
      {
        id: leadId(5),
        status: 'refused',
        code: 'INVALID_CROSS_REFERENCE_KEY',
        message: 'invalid cross reference id',
      },
      { id: leadId(6), status: 'refused', code: 'DUPLICATES_DETECTED', message: 'Use one of these records?' },
    ]);
  });

  it('sends the locked rows again and no other', async () => {
    const changes = [change(1), change(2), change(3)];
    onWrite(changes, [ok(1), no('UNABLE_TO_LOCK_ROW'), ok(3)]);
    onWrite([change(2)], [no('UNABLE_TO_LOCK_ROW')]);
    onWrite([change(2)], [ok(2)]);
    expect((await push(changes)).map(({ status }) => status)).toEqual(['written', 'written', 'written']);
  });

  it('that is refused as a whole is halved down to the record that is to blame', async () => {
    const changes = [change(1), change(2), change(3), change(4)];
    const bad = [{ message: 'Unexpected character', errorCode: 'JSON_PARSER_ERROR' }];
    for (const part of [changes, changes.slice(0, 2), [change(2)]])
      api().patch(COLLECTION, body(part)).reply(400, bad);
    onWrite(changes.slice(2), [ok(3), ok(4)]);
    onWrite([change(1)], [ok(1)]);
    expect(await push(changes)).toMatchObject([
      { status: 'written' },
      { status: 'refused', code: 'JSON_PARSER_ERROR' },
      { status: 'written' },
      { status: 'written' },
    ]);
  });

  it('names a field that is not there instead of blaming the records', async () => {
    const gone = [
      { message: "No such column 'Tamis_Score__c' on sobject of type Lead", errorCode: 'INVALID_FIELD' },
    ];
    api()
      .patch(COLLECTION, body([change(1), change(2)]))
      .reply(400, gone);
    const error = await push([change(1), change(2)]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FieldGone);
    expect(error).toMatchObject({ object: 'Lead', fields: ['Tamis_Score__c'] });
  });

  it('is unknown where only half an answer came', async () => {
    api().patch(COLLECTION).reply(200, '[{"id":"00Q', { 'content-type': 'application/json' });
    expect(await push([change(1)])).toMatchObject([{ id: leadId(1), status: 'unknown' }]);
  });
});
