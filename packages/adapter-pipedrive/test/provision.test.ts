import { OutcomeUnknown } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pipedrive } from '../src/index.ts';
import { API, connect, MemoryNames, never } from './connection.ts';

const SCORE_KEY = 'a'.repeat(40);
const STATUS_KEY = 'b'.repeat(40);

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function specs(object: string, ...names: string[]) {
  return pipedrive.ownFields.filter((field) => field.object === object && names.includes(field.name));
}

function listed(path: string, fields: object[] = []) {
  nock(API).get(`/api/v2/${path}?limit=500`).reply(200, { data: fields });
}

const SCORE = {
  field_code: SCORE_KEY,
  field_name: 'Tamis score',
  field_type: 'double',
  is_custom_field: true,
};
const STATUS = {
  field_code: STATUS_KEY,
  field_name: 'Tamis sales status',
  field_type: 'enum',
  is_custom_field: true,
  options: [
    { id: 12, label: 'Accepted' },
    { id: 13, label: 'Rejected' },
  ],
};
const KEPT = {
  'person/tamis_score': SCORE_KEY,
  'person/tamis_sales_status': STATUS_KEY,
  'person/tamis_sales_status/accepted': '12',
  'person/tamis_sales_status/rejected': '13',
};

describe("the product's own fields", () => {
  it('are created once, and their keys and option numbers are kept', async () => {
    const names = new MemoryNames();
    listed('personFields');
    nock(API)
      .post('/api/v2/personFields', { field_name: 'Tamis score', field_type: 'double' })
      .reply(201, { data: SCORE });
    nock(API)
      .post('/api/v2/personFields', {
        field_name: 'Tamis sales status',
        field_type: 'enum',
        options: [{ label: 'Accepted' }, { label: 'Rejected' }],
      })
      .reply(201, { data: STATUS });
    const wanted = specs('persons', 'tamis_score', 'tamis_sales_status');
    const adapter = connect({ names });
    expect(await adapter.provision(wanted, never)).toEqual(['tamis_score', 'tamis_sales_status']);
    expect(names.kept).toEqual(KEPT);
    listed('personFields', [{ ...SCORE, field_name: 'Score, renamed' }, STATUS]);
    expect(await adapter.provision(wanted, never)).toEqual([]);
    expect(adapter.counts().budgetUsed).toBe(10 + 5 + 5 + 10);
  });

  it('of leads are made among those of deals', async () => {
    const names = new MemoryNames();
    listed('dealFields');
    nock(API)
      .post('/api/v2/dealFields', { field_name: 'Tamis score', field_type: 'double' })
      .reply(201, { data: SCORE });
    expect(await connect({ names }).provision(specs('leads', 'tamis_score'), never)).toEqual(['tamis_score']);
    expect(names.kept).toEqual({ 'deal/tamis_score': SCORE_KEY });
  });

  it('that are there already under our label and type are taken over instead of made twice', async () => {
    const names = new MemoryNames();
    const text = { ...SCORE, field_code: 'c'.repeat(40), field_type: 'varchar' };
    listed('personFields', [text, SCORE, STATUS]);
    const wanted = specs('persons', 'tamis_score', 'tamis_sales_status');
    expect(await connect({ names }).provision(wanted, never)).toEqual([]);
    expect(names.kept).toEqual(KEPT);
  });

  it('whose creation got no answer are found the next time', async () => {
    const names = new MemoryNames();
    const adapter = connect({ names });
    const wanted = specs('persons', 'tamis_score');
    listed('personFields');
    nock(API).post('/api/v2/personFields').reply(201, '{"data":');
    await expect(adapter.provision(wanted, never)).rejects.toThrow(OutcomeUnknown);
    listed('personFields', [SCORE]);
    expect(await adapter.provision(wanted, never)).toEqual([]);
    expect(names.kept).toEqual({ 'person/tamis_score': SCORE_KEY });
  });

  it('for yes or no are a choice of the two', async () => {
    const names = new MemoryNames();
    const field = {
      ...STATUS,
      field_name: 'Opted in',
      options: [
        { id: 1, label: 'Yes' },
        { id: 2, label: 'No' },
      ],
    };
    listed('personFields');
    nock(API)
      .post('/api/v2/personFields', {
        field_name: 'Opted in',
        field_type: 'enum',
        options: [{ label: 'Yes' }, { label: 'No' }],
      })
      .reply(201, { data: field });
    const spec = {
      object: 'persons',
      name: 'opted_in',
      label: 'Opted in',
      description: '',
      type: 'boolean',
    } as const;
    expect(await connect({ names }).provision([spec], never)).toEqual(['opted_in']);
    expect(names.kept).toMatchObject({ 'person/opted_in/true': '1', 'person/opted_in/false': '2' });
  });

  it('that people deleted are made anew', async () => {
    const names = new MemoryNames({ 'person/tamis_score': 'f'.repeat(40) });
    listed('personFields');
    nock(API).post('/api/v2/personFields').reply(201, { data: SCORE });
    expect(await connect({ names }).provision(specs('persons', 'tamis_score'), never)).toEqual([
      'tamis_score',
    ]);
    expect(names.kept).toEqual({ 'person/tamis_score': SCORE_KEY });
  });
});
