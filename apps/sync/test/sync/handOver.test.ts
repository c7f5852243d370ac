import { OutcomeUnknown, PermissionMissing } from '@tamis/adapter';
import { expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../store/openTestStore.ts';
import { MemoryCrm } from './memoryCrm.ts';
import { AS_OF, syncOnce } from './syncOnce.ts';

const HOUR = 3_600_000;
const FORM = { forms: 1, lastForm: AS_OF - HOUR, formName: 'Book a demo' };
const LATER = { asOf: AS_OF + HOUR, handOverAfter: AS_OF };

/** Everybody read once, nobody SQL. */
async function afterTheBaseline(store: TestStore): Promise<MemoryCrm> {
  const crm = new MemoryCrm();
  crm.editCompany('c1', { size: 200 });
  for (const id of ['p1', 'p2', 'p3']) crm.edit(id, { email: `${id}@firm.example`, title: 'CEO' }, ['c1']);
  await syncOnce(store, crm);
  return crm;
}

async function states({ db }: TestStore): Promise<readonly unknown[]> {
  const found = await db.selectFrom('hand_overs').select('state').execute();
  return found.map(({ state }) => state);
}

test('a lead that becomes SQL gets one task that says who, why and what next, and never a second one', async () => {
  await using store = await openTestStore();
  const crm = await afterTheBaseline(store);
  crm.edit('p1', FORM);
  const report = await syncOnce(store, crm, LATER);
  expect(report.counts.handedOver).toBe(1);
  const [task] = crm.tasks.values();
  expect(task).toMatchObject({
    object: 'contacts',
    recordId: 'p1',
    ownerId: null,
    title: 'Contact p1@firm.example: sales qualified (SQL)',
    dueAt: LATER.asOf + 300_000,
  });
  expect(task?.body).toContain('demo');
  crm.edit('p1', { title: 'Founder' });
  await syncOnce(store, crm, { ...LATER, asOf: AS_OF + 2 * HOUR });
  expect(crm.tasks.size).toBe(1);
});

test('the first reading is a silent baseline: who is SQL already is no news', async () => {
  await using store = await openTestStore();
  const crm = new MemoryCrm();
  crm.edit('p1', { email: 'p1@firm.example', title: 'CEO', ...FORM });
  await syncOnce(store, crm);
  crm.edit('p1', { title: 'Founder' });
  await syncOnce(store, crm, LATER);
  expect(crm.tasks.size).toBe(0);
});

test('no task leaves while nobody approved or while hand-overs are off', async () => {
  await using store = await openTestStore();
  const crm = await afterTheBaseline(store);
  crm.edit('p1', FORM);
  await syncOnce(store, crm, { asOf: LATER.asOf, handOverAfter: null });
  expect(crm.tasks.size).toBe(0);
});

test('a dry run creates no task; the next run creates the one it found due', async () => {
  await using store = await openTestStore();
  const crm = await afterTheBaseline(store);
  crm.edit('p1', FORM);
  await syncOnce(store, crm, { ...LATER, dryRun: true });
  expect(crm.tasks.size).toBe(0);
  await syncOnce(store, crm, { ...LATER, asOf: AS_OF + 2 * HOUR });
  expect(crm.tasks.size).toBe(1);
});

test('an answer that got lost is asked for again by the same key, in the next run', async () => {
  await using store = await openTestStore();
  const crm = await afterTheBaseline(store);
  crm.edit('p1', FORM);
  let lost = 0;
  crm.createTasks = async (drafts) => {
    for (const draft of drafts) crm.tasks.set(draft.key, draft);
    lost += 1;
    return drafts.map(({ key }) => ({ key, status: 'unknown', message: 'The answer was lost.' }));
  };
  const first = await syncOnce(store, crm, LATER);
  expect([lost, first.counts.handedOver]).toEqual([1, 0]);
  expect(await states(store)).toEqual(['intended']);
  Reflect.deleteProperty(crm, 'createTasks');
  const second = await syncOnce(store, crm, { ...LATER, asOf: AS_OF + 2 * HOUR });
  expect(second.counts.handedOver).toBe(1);
  expect(crm.tasks.size).toBe(1);
  expect(await states(store)).toEqual(['created']);
});

test('a run that ends while its tasks are under way leaves them to the next one', async () => {
  await using store = await openTestStore();
  const crm = await afterTheBaseline(store);
  crm.edit('p1', FORM);
  crm.createTasks = () => Promise.reject(new OutcomeUnknown('The process lost the network.'));
  expect((await syncOnce(store, crm, LATER)).status).not.toBe('done');
  Reflect.deleteProperty(crm, 'createTasks');
  await syncOnce(store, crm, { ...LATER, asOf: AS_OF + 2 * HOUR });
  expect(crm.tasks.size).toBe(1);
});

test('a CRM that allows no tasks still gets its scores, and the run says what is missing', async () => {
  await using store = await openTestStore();
  const crm = await afterTheBaseline(store);
  crm.edit('p1', FORM);
  crm.createTasks = () => Promise.reject(new PermissionMissing('Tasks need a scope.', ['tasks']));
  const report = await syncOnce(store, crm, LATER);
  expect(report).toMatchObject({ status: 'done', counts: { written: 1, handedOver: 0 } });
  expect(report.problems).toMatchObject([{ code: 'tasks-refused' }]);
});

test('a lead that sales should no longer call gets no late task', async () => {
  await using store = await openTestStore();
  const crm = await afterTheBaseline(store);
  crm.edit('p1', FORM);
  await syncOnce(store, crm, { ...LATER, dryRun: true });
  await store.db.updateTable('evaluations').set({ stage: 'disqualified' }).execute();
  await syncOnce(store, crm, { ...LATER, asOf: AS_OF + 2 * HOUR });
  expect(crm.tasks.size).toBe(0);
});
