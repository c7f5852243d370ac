import { FieldGone, type Fields, type PushOutcome, QuotaExhausted } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API, type ConnectionOptions, connect, MemoryNames, never } from './connection.ts';

const SCORE = 'a'.repeat(40);
const STAGE = 'b'.repeat(40);
const AT = '2026-11-20T10:00:00Z';
const NAMES = {
  'person/tamis_score': SCORE,
  'person/tamis_stage': STAGE,
  'person/tamis_stage/mql': '31',
  'person/tamis_stage/sql': '32',
  'deal/tamis_score': SCORE,
};

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function field(code: string, name: string, type: string, options?: { id: number; label: string }[]) {
  return { field_code: code, field_name: name, field_type: type, is_custom_field: true, options };
}

const FIELDS = [
  field(SCORE, 'Tamis score', 'double'),
  field(STAGE, 'Stage by Tamis', 'enum', [
    { id: 31, label: 'Marketing qualified (MQL)' },
    { id: 32, label: 'SQL' },
  ]),
];

function fieldList(data: object[] = FIELDS, path = 'personFields') {
  nock(API)
    .get(`/api/v2/${path}?limit=500`)
    .reply(200, { success: true, data, additional_data: { next_cursor: null } });
}

/** Expects exactly this write. */
function patch(id: number, custom: Readonly<Record<string, string | number | null>>) {
  return nock(API, { reqheaders: { 'x-api-token': 'key-1' } }).patch(`/api/v2/persons/${id}`, {
    custom_fields: custom,
  });
}

function person(id: number, custom: object = {}, more: object = {}) {
  const data = { id, name: 'Ada', update_time: AT, is_deleted: false, custom_fields: custom, ...more };
  return { success: true, data };
}

function push(changes: Readonly<Record<string, Fields>>, options: ConnectionOptions = {}) {
  const adapter = connect({ names: new MemoryNames(NAMES), ...options });
  const list = Object.entries(changes).map(([id, fields]) => ({ id, fields }));
  return { adapter, outcomes: adapter.push({ object: 'persons', changes: list, signal: never }) };
}

function statuses(outcomes: readonly PushOutcome[]): string[] {
  return outcomes.map(({ status }) => status);
}

describe('a push', () => {
  it('writes each person once, in the keys and numbers that Pipedrive made up, and tells what it holds', async () => {
    fieldList();
    patch(1, { [SCORE]: 42, [STAGE]: 31 }).reply(200, person(1, { [SCORE]: 42, [STAGE]: 31, other: 'x' }));
    patch(2, { [SCORE]: 7, [STAGE]: null }).reply(200, person(2, { [SCORE]: 7, [STAGE]: null }));
    const { adapter, outcomes } = push({
      1: { tamis_score: 42, tamis_stage: 'mql' },
      2: { tamis_score: 7, tamis_stage: null },
    });
    const modifiedAt = Date.parse(AT);
    expect(await outcomes).toEqual([
      { id: '1', status: 'written', fields: { tamis_score: 42, tamis_stage: 'mql' }, modifiedAt },
      { id: '2', status: 'written', fields: { tamis_score: 7, tamis_stage: null }, modifiedAt },
    ]);
    expect(adapter.counts()).toMatchObject({ calls: 3, budgetUsed: 10 + 5 + 5 });
  });

  it('writes a lead by v1, with its fields side by side', async () => {
    const lead = 'adf21080-0e10-11eb-879b-05d71fb426ec';
    fieldList([field(SCORE, 'Tamis score', 'double')], 'dealFields');
    nock(API)
      .patch(`/api/v1/leads/${lead}`, { [SCORE]: 9 })
      .reply(200, { data: { id: lead, update_time: '2026-11-20 10:00:00', [SCORE]: 9 } });
    const adapter = connect({ names: new MemoryNames(NAMES) });
    const changes = [{ id: lead, fields: { tamis_score: 9 } }];
    expect(await adapter.push({ object: 'leads', changes, signal: never })).toEqual([
      { id: lead, status: 'written', fields: { tamis_score: 9 }, modifiedAt: Date.parse(AT) },
    ]);
    expect(adapter.counts().budgetUsed).toBe(10 + 10);
  });

  it('refuses one record alone, with code, reason and field', async () => {
    const error = `Validation failed: custom_fields.${STAGE}: Option does not exist`;
    fieldList();
    patch(1, { [STAGE]: 'no-such-stage' }).reply(400, {
      success: false,
      error,
      code: 'ERR_SCHEMA_VALIDATION_FAILED',
    });
    fieldList();
    patch(2, { [STAGE]: 32 }).reply(200, person(2, { [STAGE]: 32 }));
    const { outcomes } = push({ 1: { tamis_stage: 'no-such-stage' }, 2: { tamis_stage: 'sql' } });
    expect(await outcomes).toEqual([
      {
        id: '1',
        status: 'refused',
        code: 'ERR_SCHEMA_VALIDATION_FAILED',
        message: error,
        field: 'tamis_stage',
      },
      { id: '2', status: 'written', fields: { tamis_stage: 'sql' }, modifiedAt: Date.parse(AT) },
    ]);
  });

  it('names the field that people deleted meanwhile', async () => {
    fieldList();
    patch(1, { [SCORE]: 1 }).reply(400, {
      error: `Validation failed: custom_fields: Unrecognized key(s) in object: '${SCORE}'`,
    });
    fieldList([]);
    const error = await push({ 1: { tamis_score: 1 } }).outcomes.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FieldGone);
    expect(error).toMatchObject({ object: 'persons', fields: ['tamis_score'] });
  });

  it('tells who was deleted, who was merged, and into whom where Pipedrive says', async () => {
    fieldList();
    for (const id of [1, 2, 3]) patch(id, { [SCORE]: 1 }).reply(404, { error: 'Person not found' });
    nock(API).get('/api/v2/persons/1').reply(404, { error: 'Person not found' });
    nock(API)
      .get('/api/v2/persons/2')
      .reply(200, person(2, {}, { is_deleted: true }));
    nock(API)
      .get('/api/v2/persons/3')
      .reply(200, person(3, {}, { is_deleted: true, merged_to_id: 9 }));
    patch(4, { [SCORE]: 1 }).reply(200, person(4, {}, { is_deleted: true }));
    const each = { tamis_score: 1 };
    expect(await push({ 1: each, 2: each, 3: each, 4: each }).outcomes).toEqual([
      { id: '1', status: 'gone' },
      { id: '2', status: 'gone' },
      { id: '3', status: 'gone', mergedInto: '9' },
      { id: '4', status: 'gone' },
    ]);
  });

  it('does not claim to know what a lost or unreadable answer means', async () => {
    fieldList();
    patch(1, { [SCORE]: 1 }).reply(200, '{"success":tr');
    const { outcomes } = push({ 1: { tamis_score: 1 } });
    expect(await outcomes).toMatchObject([{ id: '1', status: 'unknown' }]);
  });

  it('says what was written when the day ends in the middle, and writes nothing when it had ended before', async () => {
    fieldList();
    for (const id of [1, 2, 3]) patch(id, { [SCORE]: 1 }).reply(200, person(id, { [SCORE]: 1 }));
    let left = 10 + 3 * 5;
    const take = async (_limit: string, units: number) => {
      if (units > left) throw new QuotaExhausted('The day is used up.', 0);
      left -= units;
    };
    const each = { tamis_score: 1 };
    const { adapter, outcomes } = push({ 1: each, 2: each, 3: each, 4: each, 5: each }, { take });
    expect(statuses(await outcomes)).toEqual(['written', 'written', 'written', 'unknown', 'unknown']);
    const rest = [{ id: '4', fields: each }];
    await expect(adapter.push({ object: 'persons', changes: rest, signal: never })).rejects.toThrow(
      QuotaExhausted,
    );
  });
});
