import { FieldGone } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API, connect, never } from './connection.ts';

const UPDATE = '/crm/objects/2026-03/contacts/batch/update';
const AT = '2026-11-20T10:00:00.000Z';

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function change(id: string, score = 10) {
  return { id, fields: { tamis_score: score } };
}

function input(id: string, score = 10) {
  return { id, objectWriteTraceId: id, properties: { tamis_score: String(score) } };
}

function result(id: string, score = 10, more: object = {}) {
  const properties = { tamis_score: String(score), hs_object_id: id, lastmodifieddate: AT };
  return { id, properties, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: AT, archived: false, ...more };
}

function complete(results: object[], errors: object[] = []) {
  const envelope = { status: 'COMPLETE', results, startedAt: AT, completedAt: AT };
  return errors.length === 0 ? envelope : { ...envelope, numErrors: errors.length, errors };
}

/** Expects exactly this batch. */
function batch(...ids: string[]) {
  return nock(API, { reqheaders: { authorization: 'Bearer pat-1' } }).post(UPDATE, {
    inputs: ids.map((id) => input(id)),
  });
}

function push(...ids: string[]) {
  const adapter = connect();
  return {
    adapter,
    outcomes: adapter.push({ object: 'contacts', changes: ids.map((id) => change(id)), signal: never }),
  };
}

const INVALID = {
  status: 'error',
  message: 'Property values were not valid',
  correlationId: 'c-1',
  category: 'VALIDATION_ERROR',
};

describe('one batch of changes', () => {
  it('gives what HubSpot holds afterwards, in the order of the changes whatever the order of the answer', async () => {
    batch('1', '2').reply(200, complete([result('2', 20), result('1')]));
    expect(await push('1', '2').outcomes).toEqual([
      { id: '1', status: 'written', fields: { tamis_score: '10' }, modifiedAt: Date.parse(AT) },
      { id: '2', status: 'written', fields: { tamis_score: '20' }, modifiedAt: Date.parse(AT) },
    ]);
  });

  it('clears a field by an empty text and joins lists', async () => {
    const fields = { a: null, b: true, c: ['x', 'y'] };
    const sent = { a: '', b: 'true', c: 'x;y' };
    nock(API)
      .post(UPDATE, { inputs: [{ id: '1', objectWriteTraceId: '1', properties: sent }] })
      .reply(200, complete([{ ...result('1'), properties: { a: null, b: 'true', c: 'x;y' } }]));
    const outcomes = await connect().push({
      object: 'contacts',
      changes: [{ id: '1', fields }],
      signal: never,
    });
    expect(outcomes).toMatchObject([{ status: 'written', fields: { a: null, b: 'true', c: 'x;y' } }]);
  });

  it('refuses one record of a 207 and names field and reason', async () => {
    const error = {
      ...INVALID,
      context: { objectWriteTraceId: ['2'] },
      errors: [
        {
          message: '99 was not one of the allowed options',
          code: 'INVALID_OPTION',
          context: { propertyName: ['tamis_score'] },
        },
      ],
    };
    batch('1', '2', '3').reply(207, complete([result('1'), result('3')], [error]));
    const outcomes = await push('1', '2', '3').outcomes;
    expect(outcomes.map(({ status }) => status)).toEqual(['written', 'refused', 'written']);
    expect(outcomes[1]).toEqual({
      id: '2',
      status: 'refused',
      code: 'VALIDATION_ERROR',
      field: 'tamis_score',
      message: 'Property values were not valid 99 was not one of the allowed options',
    });
  });

  it('finds the bad record of a batch that was refused as a whole', async () => {
    batch('1', '2', '3', '4').reply(400, INVALID);
    batch('1', '2').reply(200, complete([result('1'), result('2')]));
    batch('3', '4').reply(400, INVALID);
    batch('3').reply(400, INVALID);
    batch('4').reply(200, complete([result('4')]));
    const { adapter, outcomes } = push('1', '2', '3', '4');
    expect((await outcomes).map(({ status }) => status)).toEqual([
      'written',
      'written',
      'refused',
      'written',
    ]);
    expect(adapter.counts().calls).toBe(5);
  });

  it('takes the record that a conflict names apart at once', async () => {
    const conflict = {
      status: 'error',
      message: 'Contact already exists. Existing ID: 77',
      category: 'CONFLICT',
      context: { id: ['3'] },
    };
    batch('1', '2', '3', '4').reply(409, conflict);
    batch('3').reply(409, conflict);
    batch('1', '2', '4').reply(200, complete([result('1'), result('2'), result('4')]));
    const outcomes = await push('1', '2', '3', '4').outcomes;
    expect(outcomes.map(({ status }) => status)).toEqual(['written', 'written', 'refused', 'written']);
    expect(outcomes[2]).toMatchObject({
      code: 'CONFLICT',
      message: 'Contact already exists. Existing ID: 77',
    });
  });

  it('follows a record that is gone to its survivor', async () => {
    const missing = {
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      message: 'Could not get some CONTACT objects',
      context: { ids: ['2', '3'] },
    };
    batch('1', '2', '3').reply(207, complete([result('1')], [missing]));
    nock(API).get('/crm/objects/2026-03/contacts/2?properties=hs_object_id').reply(200, result('900'));
    nock(API)
      .get('/crm/objects/2026-03/contacts/3?properties=hs_object_id')
      .reply(404, { category: 'OBJECT_NOT_FOUND' });
    expect((await push('1', '2', '3').outcomes).slice(1)).toEqual([
      { id: '2', status: 'gone', mergedInto: '900' },
      { id: '3', status: 'gone' },
    ]);
  });

  it('sees a merge by an answer under another id', async () => {
    batch('1').reply(200, complete([result('900', 10, { objectWriteTraceId: '1' })]));
    expect(await push('1').outcomes).toEqual([{ id: '1', status: 'gone', mergedInto: '900' }]);
  });

  it('asks again for records of which the answer says nothing', async () => {
    batch('1', '2').reply(200, complete([result('1')]));
    batch('2').reply(200, complete([result('2')]));
    expect((await push('1', '2').outcomes).map(({ status }) => status)).toEqual(['written', 'written']);
  });

  it('does not claim to know what an unreadable answer means', async () => {
    batch('1', '2').reply(200, () => complete([]), { 'content-type': 'text/html' });
    expect((await push('1', '2').outcomes).map(({ status }) => status)).toEqual(['unknown', 'unknown']);
  });

  it('names a field that HubSpot no longer has instead of trying every record', async () => {
    batch('1', '2').reply(400, {
      ...INVALID,
      message:
        'Property values were not valid: [{"isValid":false,"message":"Property \\"tamis_score\\" does not exist","error":"PROPERTY_DOESNT_EXIST","name":"tamis_score"}]',
    });
    const error = await push('1', '2').outcomes.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FieldGone);
    expect(error).toMatchObject({ fields: ['tamis_score'], object: 'contacts' });
  });
});
