import { FieldGone, type PullPage } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { api, BASE, connect, field, leadId, NOW, never, onDescribe, onQuery } from './connection.ts';

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

const STAMP = '2026-11-20T10:00:00.000Z';
const COLUMNS =
  'Id,CreatedDate,SystemModstamp,IsDeleted,MasterRecordId,IsConverted,ConvertedContactId,Email,Score__c,Hot__c';
const JOB = '750KZ0000000001AAA';
const FIELDS = [
  field('Email'),
  field('Score__c', { type: 'double' }),
  field('Hot__c', { type: 'boolean' }),
  field('IsDeleted', { type: 'boolean' }),
  field('IsConverted', { type: 'boolean' }),
];

function asJson(index: number) {
  return {
    Id: leadId(index),
    CreatedDate: STAMP,
    SystemModstamp: STAMP,
    IsDeleted: false,
    MasterRecordId: null,
    IsConverted: false,
    ConvertedContactId: null,
    Email: `"Zoë",\n${index}`,
    Score__c: index === 0 ? null : index,
    Hot__c: index % 2 === 0,
  };
}

function asCsv(index: number): string {
  const score = index === 0 ? '' : `${index}.0`;
  return `"${leadId(index)}","${STAMP}","${STAMP}","false","","false","","""Zoë"",\n${index}","${score}","${index % 2 === 0}"\n`;
}

const HEAD = `${COLUMNS.split(',')
  .map((name) => `"${name}"`)
  .join(',')}\n`;

function soql(after: string, limit = '') {
  const where = after === '' ? '' : ` WHERE Id > '${after}'`;
  return `SELECT ${COLUMNS} FROM Lead${where} ORDER BY Id${limit}`;
}

function onJob(state: string) {
  return api().get(`${BASE}/jobs/query/${JOB}`).reply(200, { id: JOB, state });
}

function results(query: object) {
  return api()
    .get(`${BASE}/jobs/query/${JOB}/results`)
    .query({ maxRecords: '5000', ...query });
}

async function read(adapter = connect({ bulkFrom: 2 })) {
  const pages: PullPage[] = [];
  const request = {
    object: 'Lead',
    fields: ['Email', 'Score__c', 'Hot__c'],
    cursor: null,
    associations: [],
    signal: never,
  };
  for await (const page of adapter.pull(request)) pages.push(page);
  return pages;
}

/** A first page that Salesforce ended early, and how many rows are left. */
function beginsLarge(left: number) {
  onDescribe('Lead', FIELDS);
  onQuery(soql('', ' LIMIT 2000'), [asJson(0), asJson(1)], { done: false });
  onQuery(`SELECT COUNT() FROM Lead WHERE Id > '${leadId(1)}'`, [], { total: left });
}

describe('a walk over many rows', () => {
  it('goes through a job, page by page to the word that ends it, and gives the records that queries give', async () => {
    beginsLarge(3);
    api()
      .post(`${BASE}/jobs/query`, { operation: 'query', query: soql(leadId(1)) })
      .reply(200, { id: JOB, state: 'UploadComplete' });
    onJob('InProgress');
    onJob('JobComplete');
    const csv = { 'content-type': 'text/csv' };
    results({}).reply(200, HEAD + asCsv(2) + asCsv(3), { ...csv, 'sforce-locator': 'next' });
    results({ locator: 'next' }).reply(200, HEAD + asCsv(4), { ...csv, 'sforce-locator': 'null' });
    onQuery(soql(leadId(4), ' LIMIT 2000'), []);
    const pages = await read();
    const records = pages.flatMap((page) => page.records);
    expect(records.map(({ fields }) => fields)).toEqual(
      [0, 1, 2, 3, 4].map((index) => {
        const { Email, Score__c, Hot__c } = asJson(index);
        return { Email, Score__c, Hot__c };
      }),
    );
    expect(new Set(records.map(({ modifiedAt }) => modifiedAt))).toEqual(
      new Set([Date.UTC(2026, 10, 20, 10)]),
    );
    expect(pages.map(({ cursor }) => (cursor.phase === 'full' ? cursor.lowerId : cursor.modified))).toEqual([
      leadId(1),
      leadId(3),
      leadId(4),
      NOW - 10_000,
    ]);
  });

  it.each(['Failed', 'Aborted'])('goes on page by page where the job ended as %s', async (state) => {
    beginsLarge(3);
    api().post(`${BASE}/jobs/query`).reply(200, { id: JOB, state: 'UploadComplete' });
    onJob(state);
    onQuery(soql(leadId(1), ' LIMIT 2000'), [asJson(2), asJson(3)]);
    expect((await read()).flatMap((page) => page.records)).toHaveLength(4);
  });

  it('goes on page by page behind the last record where the results vanished, or where there are no jobs', async () => {
    beginsLarge(3);
    api().post(`${BASE}/jobs/query`).reply(200, { id: JOB, state: 'UploadComplete' });
    onJob('JobComplete');
    results({}).reply(200, HEAD + asCsv(2), { 'content-type': 'text/csv', 'sforce-locator': 'next' });
    results({ locator: 'next' }).reply(404, [{ errorCode: 'NOT_FOUND', message: 'gone' }]);
    onQuery(soql(leadId(2), ' LIMIT 2000'), [asJson(3)]);
    expect((await read()).flatMap((page) => page.records)).toHaveLength(4);
    beginsLarge(3);
    api()
      .post(`${BASE}/jobs/query`)
      .reply(403, [{ errorCode: 'FEATURENOTENABLED', message: 'no Bulk API' }]);
    onQuery(soql(leadId(1), ' LIMIT 2000'), [asJson(2)]);
    expect((await read()).flatMap((page) => page.records)).toHaveLength(3);
  });
});

it('a result that was cut short is not taken for a whole one', async () => {
  beginsLarge(3);
  api().post(`${BASE}/jobs/query`).reply(200, { id: JOB, state: 'UploadComplete' });
  onJob('JobComplete');
  const half = HEAD + asCsv(2) + asCsv(3).slice(0, 60);
  const headers = { 'content-type': 'text/csv', 'sforce-locator': 'null', 'sforce-numberofrecords': '3' };
  results({}).reply(200, half, headers);
  onQuery(soql(leadId(1), ' LIMIT 2000'), [asJson(2), asJson(3), asJson(4)]);
  const pages = await read();
  expect(pages.flatMap((page) => page.unreadable)).toEqual([]);
  expect(pages.flatMap((page) => page.records).map(({ id }) => id)).toEqual([0, 1, 2, 3, 4].map(leadId));
});

describe('a push in bulk', () => {
  const INGEST = `${BASE}/jobs/ingest`;
  const CSV = { 'content-type': 'text/csv' };

  function changes(count: number) {
    return Array.from({ length: count }, (_, index) => ({
      id: leadId(index),
      fields: index === 1 ? { Score__c: null } : { Score__c: index, Reason__c: 'a "b",\nc' },
    }));
  }

  function onUpload(count: number) {
    const lines = changes(count).map(({ id }, index) =>
      index === 1 ? `${id},#N/A,\n` : `${id},${index},"a ""b"",\nc"\n`,
    );
    api()
      .post(INGEST, { object: 'Lead', operation: 'update', lineEnding: 'LF' })
      .reply(200, { id: JOB, state: 'Open' });
    api()
      .matchHeader('content-type', 'text/csv')
      .put(`${INGEST}/${JOB}/batches`, `Id,Score__c,Reason__c\n${lines.join('')}`)
      .reply(201);
    api()
      .patch(`${INGEST}/${JOB}`, { state: 'UploadComplete' })
      .reply(200, { id: JOB, state: 'UploadComplete' });
  }

  function onIngest(state: string, more: object = {}) {
    api()
      .get(`${INGEST}/${JOB}`)
      .reply(200, { id: JOB, state, ...more });
  }

  function onResults(
    successful: readonly number[],
    failed: readonly (readonly [number, string])[],
    left: readonly number[],
  ) {
    const rest = 'Score__c,Reason__c';
    const lines = (head: string, rows: readonly string[]) => `${[head, ...rows].join('\n')}\n`;
    api()
      .get(`${INGEST}/${JOB}/successfulResults`)
      .reply(
        200,
        lines(
          `"sf__Id","sf__Created",${rest}`,
          successful.map((index) => `"${leadId(index)}","false","1","x"`),
        ),
        CSV,
      );
    api()
      .get(`${INGEST}/${JOB}/failedResults`)
      .reply(
        200,
        lines(
          `"sf__Id","sf__Error",${rest}`,
          failed.map(([index, error]) => `"${leadId(index)}","${error}","1","x"`),
        ),
        CSV,
      );
    api()
      .get(`${INGEST}/${JOB}/unprocessedrecords`)
      .reply(
        200,
        lines(
          `Id,${rest}`,
          left.map((index) => `${leadId(index)},1,x`),
        ),
        CSV,
      );
  }

  const push = (count: number) => connect().push({ object: 'Lead', changes: changes(count), signal: never });

  it('gives one outcome for each change: written, failed, locked and sent again, never processed, not named at all', async () => {
    onUpload(206);
    onIngest('InProgress');
    onIngest('JobComplete');
    const failed = [
      [200, 'FIELD_CUSTOM_VALIDATION_EXCEPTION:Not on: Fridays:Score__c --'],
      [201, 'ENTITY_IS_DELETED:entity is deleted:--'],
      [202, 'UNABLE_TO_LOCK_ROW:unable to obtain exclusive access:--'],
    ] as const;
    onResults(
      Array.from({ length: 200 }, (_, index) => index),
      failed,
      [203, 204],
    );
    onQuery(
      `SELECT Id,IsDeleted,MasterRecordId,IsConverted,ConvertedContactId FROM Lead WHERE Id IN ('${leadId(201)}')`,
      [{ Id: leadId(201), IsDeleted: true, MasterRecordId: null, IsConverted: false }],
      { all: true },
    );
    api()
      .patch(
        `${BASE}/composite/sobjects`,
        ({ records }) => records.length === 1 && records[0].id === leadId(202),
      )
      .reply(200, [{ id: leadId(202), success: true, errors: [] }]);
    const outcomes = await push(206);
    expect(outcomes.map(({ id }) => id)).toEqual(changes(206).map(({ id }) => id));
    expect(outcomes.slice(0, 200).every(({ status }) => status === 'written')).toBe(true);
    expect(outcomes.slice(200)).toMatchObject([
      {
        status: 'refused',
        code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        message: 'Not on: Fridays',
        field: 'Score__c',
      },
      { status: 'gone' },
      { status: 'written' },
      { status: 'unknown', message: expect.stringContaining('ended before it came to this record') },
      { status: 'unknown' },
      { status: 'unknown', message: 'Salesforce did not say what became of it.' },
    ]);
  });

  it('goes by collections where there are no jobs', async () => {
    api()
      .post(INGEST)
      .reply(403, [{ errorCode: 'FEATURENOTENABLED', message: 'no Bulk API' }]);
    for (const part of [changes(201).slice(0, 200), changes(201).slice(200)]) {
      const records = part.map(({ id, fields }) => ({ id, attributes: { type: 'Lead' }, ...fields }));
      const results = part.map(({ id }) => ({ id, success: true, errors: [] }));
      api().patch(`${BASE}/composite/sobjects`, { allOrNone: false, records }).reply(200, results);
    }
    const outcomes = await push(201);
    expect(outcomes.every(({ status }) => status === 'written')).toBe(true);
  });

  it('names a field that is not there', async () => {
    onUpload(201);
    onIngest('Failed', { errorMessage: 'InvalidBatch : Field name not found : Score__c' });
    const error = await push(201).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FieldGone);
    expect(error).toMatchObject({ fields: ['Score__c'] });
  });

  it('that failed in the middle keeps what was written before', async () => {
    onUpload(201);
    onIngest('Failed', { errorMessage: 'InternalServerError' });
    onResults(
      [0, 1],
      [],
      Array.from({ length: 199 }, (_, index) => index + 2),
    );
    const outcomes = await push(201);
    expect(outcomes.filter(({ status }) => status === 'written')).toHaveLength(2);
    expect(outcomes.filter(({ status }) => status === 'unknown')).toHaveLength(199);
  });
});
