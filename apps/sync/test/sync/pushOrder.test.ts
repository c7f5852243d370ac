import { QuotaExhausted } from '@tamis/adapter';
import { expect, test } from 'vitest';
import { readAgain } from '../../src/store/again.ts';
import { listConnections } from '../../src/store/connections.ts';
import type { RunEvent } from '../../src/sync/context.ts';
import { openTestStore, type TestStore } from '../store/openTestStore.ts';
import { MemoryCrm } from './memoryCrm.ts';
import { AS_OF, syncOnce } from './syncOnce.ts';

const DAY = 86_400_000;
const BULK = { pushBatch: 2, bulkPush: { from: 10, most: 20 } };
const FORM = { title: 'CEO', forms: 1, lastForm: AS_OF - 3_600_000, formName: 'Book a demo' };
const SHORT = { unit: 'token', units: 100, left: 10 } as const;

function crmWith(people: number, limits = {}): MemoryCrm {
  const crm = new MemoryCrm({ limits });
  for (let index = 0; index < people; index += 1)
    crm.edit(`p${String(index).padStart(3, '0')}`, { email: `p${index}@firm.example`, title: 'Clerk' });
  return crm;
}

/** Everybody was written once; since then the points of the first half are not what they should be, and the last one became a hot lead. */
async function smallMovesAndOneCrossing(store: TestStore): Promise<MemoryCrm> {
  const crm = crmWith(8);
  await syncOnce(store, crm, { asOf: AS_OF - DAY });
  await syncOnce(store, crm, { asOf: AS_OF - DAY });
  crm.writes.length = 0;
  for (const id of ['p000', 'p001', 'p002', 'p003']) crm.edit(id, { score: 90 });
  crm.edit('p007', FORM);
  return crm;
}

test('a long walk writes many at once, and what is left of it in ordinary batches', async () => {
  await using store = await openTestStore();
  const crm = crmWith(27, BULK);
  const report = await syncOnce(store, crm);
  expect(report.counts).toMatchObject({ planned: 27, written: 27, deferred: 0 });
  expect(crm.pushes.filter((size) => size > 2).every((size) => size >= 10 && size <= 20)).toBe(true);
  expect(crm.pushes.filter((size) => size > 2)).toHaveLength(2);
  expect(crm.pushes.reduce((sum, size) => sum + size)).toBe(27);
});

test('among many echoes, what a person changed is written before all of them have been read', async () => {
  await using store = await openTestStore();
  const crm = crmWith(60);
  await syncOnce(store, crm);
  crm.writes.length = 0;
  crm.edit('p000', FORM);
  for (let index = 1; index < 60; index += 1) crm.edit(`p${String(index).padStart(3, '0')}`, {});
  let pages = 0;
  let writtenAt: number | undefined;
  await syncOnce(store, crm, {
    observe: ({ step, object }) => {
      if (step === 'page-read' && object === 'contacts') pages += 1;
      if (step === 'batch-settled') writtenAt ??= pages;
    },
  });
  expect(crm.writes.map(({ id }) => id)).toEqual(['p000']);
  expect(pages).toBeGreaterThan(15);
  expect(writtenAt).toBeLessThan(10);
});

test('while many are gathered, what a person changed does not wait for them', async () => {
  await using store = await openTestStore();
  const crm = crmWith(60, { ...BULK, bulkPush: { from: 500, most: 500 } });
  await syncOnce(store, crm, { approved: false });
  await readAgain(store.db, store.scope, ['contacts']);
  let pages = 0;
  let writtenAt: number | undefined;
  await syncOnce(store, crm, {
    freshEveryMs: 0,
    observe: ({ step }) => {
      if (step === 'page-read') pages += 1;
      if (step === 'page-read' && pages === 2) crm.edit('p000', { title: 'CEO' });
      if (step === 'batch-settled') writtenAt ??= pages;
    },
  });
  expect(crm.writes[0]?.id).toBe('p000');
  expect(writtenAt).toBeLessThan(10);
});

test('a record is in one push at a time: what a person changed while many are on their way is written after them', async () => {
  await using store = await openTestStore();
  const crm = crmWith(40, { ...BULK, pushConcurrency: 3 });
  const pushed = crm.push.bind(crm);
  const underWay = new Set<string>();
  const twice: string[] = [];
  const manyMayEnd = Promise.withResolvers<void>();
  crm.push = async (request) => {
    const ids = request.changes.map(({ id }) => id);
    twice.push(...ids.filter((id) => underWay.has(id)));
    for (const id of ids) underWay.add(id);
    if (ids.length > 2) await manyMayEnd.promise;
    const outcomes = await pushed(request);
    for (const id of ids) underWay.delete(id);
    return outcomes;
  };
  let pagesSince = 0;
  const report = await syncOnce(store, crm, {
    freshEveryMs: 0,
    observe: ({ step }) => {
      if (step !== 'page-read' || (pagesSince === 0 && !underWay.has('p005'))) return;
      if (pagesSince === 0) crm.edit('p005', FORM);
      pagesSince += 1;
      if (pagesSince === 7) manyMayEnd.resolve();
    },
  });
  expect(report).toMatchObject({ status: 'done', counts: { deferred: 0 } });
  expect(twice).toEqual([]);
  expect(crm.contacts.get('p005')?.fields).toMatchObject({ stage: 'sql' });
  expect((await syncOnce(store, crm)).counts).toMatchObject({ planned: 0 });
});

/** Everybody was written once, and is read again from the beginning; since then one person's address became a throw-away. */
async function oneThrownAway(store: TestStore, pushBatch: number): Promise<MemoryCrm> {
  const crm = crmWith(20, { pushBatch });
  await syncOnce(store, crm);
  await syncOnce(store, crm);
  await readAgain(store.db, store.scope, ['contacts']);
  crm.writes.length = 0;
  crm.edit('p000', { email: 'p0@mailinator.com' });
  return crm;
}

/** Their address is mended. */
function takeBack(crm: MemoryCrm): void {
  crm.edit('p000', { email: 'p0@firm.example' });
}

test('what was taken back while its write was on its way is written back', async () => {
  await using store = await openTestStore();
  const crm = await oneThrownAway(store, 1);
  const pushed = crm.push.bind(crm);
  const judgedAgain = Promise.withResolvers<void>();
  crm.push = async (request) => {
    crm.push = pushed;
    takeBack(crm);
    await judgedAgain.promise;
    return pushed(request);
  };
  let judgements = 0;
  const observe = ({ step }: RunEvent) => {
    if (step === 'leads-evaluated') judgements += 1;
    if (judgements === 2) judgedAgain.resolve();
  };
  const report = await syncOnce(store, crm, { freshEveryMs: 0, observe });
  expect(report).toMatchObject({ status: 'done', counts: { deferred: 0 } });
  expect(crm.writes.map(({ fields }) => fields.stage)).toEqual(['disqualified', 'raw']);
  expect((await syncOnce(store, crm)).counts).toMatchObject({ planned: 0 });
});

test('what was taken back before its write left is not written at all', async () => {
  await using store = await openTestStore();
  const crm = await oneThrownAway(store, 2);
  let judgements = 0;
  const observe = ({ step }: RunEvent) => {
    if (step !== 'leads-evaluated') return;
    judgements += 1;
    if (judgements === 1) takeBack(crm);
  };
  const report = await syncOnce(store, crm, { freshEveryMs: 0, observe });
  expect(judgements).toBe(2);
  expect(report.counts).toMatchObject({ planned: 0, written: 0, deferred: 0 });
  expect(crm.writes).toEqual([]);
});

test('with a short budget, who crossed a threshold is written before moved points, and those are written too', async () => {
  await using store = await openTestStore();
  const crm = await smallMovesAndOneCrossing(store);
  const report = await syncOnce(store, crm, { budget: SHORT });
  expect(report.counts).toMatchObject({ planned: 5, written: 5, deferred: 0 });
  expect(crm.writes.map(({ id }) => id)).toEqual(['p007', 'p000', 'p001', 'p002', 'p003']);
});

test('when the day ends amid the writes, the crossings are in the CRM, and the next run begins with those that are not', async () => {
  await using store = await openTestStore();
  const crm = await smallMovesAndOneCrossing(store);
  crm.beforeAnswer = () => {
    throw new QuotaExhausted('The day is used.', AS_OF + DAY);
  };
  const paused = await syncOnce(store, crm, { budget: SHORT });
  expect(paused).toMatchObject({ status: 'paused', counts: { planned: 5, written: 0, deferred: 5 } });
  expect(crm.writes[0]?.id).toBe('p007');
  crm.writes.length = 0;
  crm.beforeAnswer = () => undefined;
  const next = await syncOnce(store, crm);
  expect(next.status).toBe('done');
  expect(crm.writes.map(({ id }) => id).filter((id) => id !== 'p007')).toEqual([
    'p000',
    'p001',
    'p002',
    'p003',
  ]);
});

test('a run says what it cost of the day, and the connection what the whole account has used', async () => {
  await using store = await openTestStore();
  const crm = crmWith(4);
  crm.usage = { used: 900, limit: 5_000 };
  const report = await syncOnce(store, crm, { budget: { ...SHORT, left: 90 } });
  expect(report).toMatchObject({ budgetUsed: 4, budgetUnit: 'token' });
  const [connection] = await listConnections(store.db, store.scope.workspaceId);
  expect(connection?.accountUsage).toEqual({ used: 900, limit: 5_000, at: AS_OF });
});

test('enough budget leaves everything in the order in which it was read', async () => {
  await using store = await openTestStore();
  const crm = await smallMovesAndOneCrossing(store);
  await syncOnce(store, crm, { budget: { ...SHORT, left: 90 } });
  expect(crm.writes[0]?.id).toBe('p000');
});
