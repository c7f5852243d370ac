import { OutcomeUnknown, QuotaExhausted, ReconnectNeeded } from '@tamis/adapter';
import { expect, test } from 'vitest';
import { readAgain } from '../../src/store/again.ts';
import { openTestStore } from '../store/openTestStore.ts';
import { MemoryCrm } from './memoryCrm.ts';
import { AS_OF, syncOnce } from './syncOnce.ts';

const FORM = { forms: 1, lastForm: AS_OF - 3_600_000, formName: 'Book a demo' };

function crmWith(people: number): MemoryCrm {
  const crm = new MemoryCrm();
  crm.editCompany('c1', { size: 200 });
  for (let index = 1; index <= people; index += 1) {
    crm.edit(`p${index}`, { email: `p${index}@firm.example`, title: index % 2 ? 'CEO' : 'Clerk' }, ['c1']);
  }
  return crm;
}

test('a first run scores everybody and writes score, stage and reason back; a second run writes nothing', async () => {
  await using store = await openTestStore();
  const crm = crmWith(7);
  const first = await syncOnce(store, crm);
  expect(first).toMatchObject({
    status: 'done',
    counts: { pulled: 7, changed: 7, evaluated: 7, planned: 7, written: 7 },
  });
  for (const { fields } of crm.contacts.values()) expect(fields).toMatchObject({ stage: 'raw' });
  const second = await syncOnce(store, crm);
  expect(second.counts).toMatchObject({
    pulled: 7,
    echoes: 7,
    changed: 0,
    evaluated: 0,
    planned: 0,
    written: 0,
  });
  expect(crm.writes).toHaveLength(7);
});

test('a connection that only observes writes nothing, and creates no field', async () => {
  await using store = await openTestStore();
  const crm = crmWith(3);
  const report = await syncOnce(store, crm, { approved: false });
  expect(report.counts).toMatchObject({ planned: 3, written: 0, deferred: 3 });
  expect(crm.writes).toEqual([]);
  expect(crm.provisioned).toBe(false);
});

test('a dry run lists every lead and field, before and after, with the reason; what was approved is then written', async () => {
  await using store = await openTestStore();
  const crm = crmWith(3);
  const listed: string[] = [];
  await syncOnce(store, crm, {
    approved: false,
    dryRun: true,
    onProposed: ({ id, field, before, reasons }) => listed.push(`${id} ${field} ${before} ${reasons[0]}`),
  });
  expect(listed.filter((line) => line.startsWith('p1 '))).toEqual([
    'p1 score null first-value',
    'p1 stage null first-value',
    'p1 reason null first-value',
  ]);
  expect(listed).toHaveLength(9);
  expect(crm.writes).toEqual([]);
  const approved = await syncOnce(store, crm);
  expect(approved.counts).toMatchObject({ planned: 3, written: 3, deferred: 0 });
});

test('a demo request makes a lead move, and only that lead is written', async () => {
  await using store = await openTestStore();
  const crm = crmWith(5);
  await syncOnce(store, crm);
  await syncOnce(store, crm);
  crm.writes.length = 0;
  crm.edit('p1', FORM);
  const report = await syncOnce(store, crm);
  expect(report.counts).toMatchObject({ changed: 1, evaluated: 1, written: 1 });
  expect(crm.writes.map(({ id }) => id)).toEqual(['p1']);
});

test('a change of a company reaches its contacts', async () => {
  await using store = await openTestStore();
  const crm = crmWith(4);
  await syncOnce(store, crm);
  await syncOnce(store, crm);
  crm.editCompany('c1', { size: 5_000 });
  const report = await syncOnce(store, crm);
  expect(report.counts).toMatchObject({ changed: 0, evaluated: 4 });
});

test('a refused record is reported with its reason and not tried again until something changes', async () => {
  await using store = await openTestStore();
  const crm = crmWith(5);
  crm.refuse = (id) => id === 'p2';
  const first = await syncOnce(store, crm);
  expect(first.counts).toMatchObject({ planned: 5, written: 4, refused: 1, deferred: 0 });
  expect(first.problems).toEqual([
    { code: 'INVALID', message: 'This record is not accepted.', records: 1, example: 'p2' },
  ]);
  expect((await syncOnce(store, crm)).counts).toMatchObject({ planned: 0 });
  crm.edit('p2', { title: 'Chief Executive Officer' });
  expect((await syncOnce(store, crm)).counts).toMatchObject({ evaluated: 1 });
});

test('a deleted contact is noticed by the write to it and never brought back', async () => {
  await using store = await openTestStore();
  const crm = crmWith(3);
  await syncOnce(store, crm);
  await syncOnce(store, crm);
  crm.edit('p1', FORM);
  const report = await syncOnce(store, crm, {
    observe: ({ step }) => void (step === 'leads-evaluated' && crm.remove('p1')),
  });
  expect(report.counts).toMatchObject({ planned: 1, written: 0, refused: 1 });
  expect(report.problems.map(({ code }) => code)).toEqual(['gone']);
  expect(crm.contacts.has('p1')).toBe(false);
  expect((await syncOnce(store, crm)).counts).toMatchObject({ planned: 0 });
});

test('a merged contact counts as deleted once, and the survivor is judged again', async () => {
  await using store = await openTestStore();
  const crm = crmWith(4);
  await syncOnce(store, crm);
  await syncOnce(store, crm);
  crm.merge('p2', 'p1');
  expect((await syncOnce(store, crm)).counts).toMatchObject({ deleted: 1 });
  expect((await syncOnce(store, crm)).counts).toMatchObject({ deleted: 0, planned: 0 });
  const row = await store.db
    .selectFrom('records')
    .select('merged_into')
    .where('id', '=', 'p2')
    .executeTakeFirstOrThrow();
  expect(row.merged_into).toBe('p1');
});

test("when the day's quota ends the run pauses, and the next one writes the rest", async () => {
  await using store = await openTestStore();
  const crm = crmWith(9);
  let answers = 0;
  crm.beforeAnswer = () => {
    answers += 1;
    if (answers === 3) throw new QuotaExhausted('The day is used.', AS_OF + 3_600_000);
  };
  const paused = await syncOnce(store, crm);
  expect(paused).toMatchObject({ status: 'paused', message: 'The day is used.' });
  const { planned, written, refused, deferred } = paused.counts;
  expect(planned).toBe(written + refused + deferred);
  expect(deferred).toBeGreaterThan(0);
  crm.beforeAnswer = () => undefined;
  expect((await syncOnce(store, crm)).status).toBe('done');
  expect((await syncOnce(store, crm)).counts).toMatchObject({ planned: 0 });
  for (const { fields } of crm.contacts.values()) expect(fields).toHaveProperty('stage');
});

test('a lost answer costs one repeated write and nothing else', async () => {
  await using store = await openTestStore();
  const crm = crmWith(4);
  crm.beforeAnswer = () => {
    crm.beforeAnswer = () => undefined;
    throw new OutcomeUnknown('The connection broke.');
  };
  expect((await syncOnce(store, crm)).status).toBe('failed');
  expect((await syncOnce(store, crm)).status).toBe('done');
  expect((await syncOnce(store, crm)).counts).toMatchObject({ planned: 0 });
});

test('revoked tokens mark the connection, keep the cursor, and lose nothing', async () => {
  await using store = await openTestStore();
  const crm = crmWith(4);
  crm.beforeAnswer = () => {
    throw new ReconnectNeeded('Connect again.');
  };
  expect(await syncOnce(store, crm)).toMatchObject({ status: 'paused', message: 'Connect again.' });
  const connection = await store.db.selectFrom('connections').select('status').executeTakeFirstOrThrow();
  expect(connection.status).toBe('reconnect-needed');
  crm.beforeAnswer = () => undefined;
  await syncOnce(store, crm);
  for (const { fields } of crm.contacts.values()) expect(fields).toHaveProperty('stage');
});

test('two runs of one connection never overlap', async () => {
  await using store = await openTestStore();
  const crm = crmWith(2);
  await expect(Promise.all([syncOnce(store, crm), syncOnce(store, crm)])).rejects.toThrow('already running');
});

test('while companies are read from their beginning, a person’s change of a contact is scored and written before they are through', async () => {
  await using store = await openTestStore();
  const crm = crmWith(5);
  for (let index = 2; index <= 60; index += 1) crm.editCompany(`c${index}`, { size: index });
  await syncOnce(store, crm);
  await readAgain(store.db, store.scope, ['companies', 'contacts']);
  crm.writes.length = 0;
  let pages = 0;
  const writtenAtPage: number[] = [];
  const report = await syncOnce(store, crm, {
    freshEveryMs: 0,
    observe: ({ step, object }) => {
      if (step === 'page-read' && object === 'companies') pages += 1;
      if (step === 'page-read' && pages === 1) crm.edit('p1', FORM);
      if (step === 'batch-settled') writtenAtPage.push(pages);
    },
  });
  expect(report).toMatchObject({ status: 'done', counts: { changed: 1, written: 1 } });
  expect(crm.writes.map(({ id }) => id)).toEqual(['p1']);
  expect(writtenAtPage[0]).toBeLessThan(20);
});

test('what a lead did while a long run went on counts in that run', async () => {
  await using store = await openTestStore();
  const crm = crmWith(5);
  for (let index = 2; index <= 60; index += 1) crm.editCompany(`c${index}`, { size: index });
  await syncOnce(store, crm);
  await readAgain(store.db, store.scope, ['companies']);
  let now = AS_OF;
  await syncOnce(store, crm, {
    clock: () => now,
    freshEveryMs: 0,
    observe: ({ step }) => {
      if (step !== 'page-read' || now > AS_OF) return;
      now += 60_000;
      crm.edit('p1', { ...FORM, lastForm: now });
    },
  });
  expect(crm.contacts.get('p1')?.fields).toMatchObject({ stage: 'sql' });
});
