import { expect, test } from 'vitest';
import { setManualStage } from '../../src/store/again.ts';
import { recordsOfLead } from '../../src/store/leadDetail.ts';
import { openTestStore, type TestStore } from '../store/openTestStore.ts';
import { MemoryCrm } from './memoryCrm.ts';
import { AS_OF, syncOnce } from './syncOnce.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FORM = { forms: 1, lastForm: AS_OF - HOUR, formName: 'Book a demo' };
const MANUAL = {
  stage: 'mql',
  by: 'ada@firm.example',
  reason: 'She called.',
  at: AS_OF,
  until: null,
} as const;

function crmOfTwoObjects(): MemoryCrm {
  const crm = new MemoryCrm({ leadObjects: ['prospects', 'contacts'] });
  crm.editProspect('p1', { email: 'p1@firm.example', title: 'CEO', ...FORM });
  return crm;
}

async function leadOf({ db }: TestStore, object: string, recordId: string): Promise<string> {
  const { lead_id } = await db
    .selectFrom('links')
    .select('lead_id')
    .where('object', '=', object)
    .where('record_id', '=', recordId)
    .executeTakeFirstOrThrow();
  return String(lead_id);
}

async function historyOf({ db }: TestStore, leadId: string): Promise<readonly number[]> {
  const lines = await db
    .selectFrom('score_history')
    .select('as_of')
    .where('lead_id', '=', leadId)
    .orderBy('as_of')
    .execute();
  return lines.map(({ as_of }) => as_of);
}

test('a converted prospect goes on as the same lead: its history, its activities and its new record', async () => {
  await using store = await openTestStore();
  const crm = crmOfTwoObjects();
  await syncOnce(store, crm);
  const leadId = await leadOf(store, 'prospects', 'p1');
  crm.convert('p1', 'c1');
  const report = await syncOnce(store, crm, { asOf: AS_OF + HOUR });
  expect(report).toMatchObject({ status: 'done', counts: { deleted: 1, written: 1 } });
  expect(await leadOf(store, 'contacts', 'c1')).toBe(leadId);
  expect(await historyOf(store, leadId)).toContain(AS_OF);
  expect(crm.contacts.get('c1')?.fields).toMatchObject({ stage: 'sql' });
  const again = await syncOnce(store, crm, { asOf: AS_OF + 2 * HOUR });
  expect(again.counts).toMatchObject({ evaluated: 0, planned: 0, deleted: 0 });
});

test('the record of a converted prospect says what it became, and nothing is written to it', async () => {
  await using store = await openTestStore();
  const crm = crmOfTwoObjects();
  await syncOnce(store, crm);
  crm.writes.length = 0;
  crm.convert('p1', 'c1');
  await syncOnce(store, crm, { asOf: AS_OF + DAY });
  const leadId = await leadOf(store, 'contacts', 'c1');
  const { workspaceId } = store.scope;
  const records = await recordsOfLead(store.db, { workspaceId, leadId });
  expect(records.find(({ object }) => object === 'prospects')).toMatchObject({
    convertedInto: { object: 'contacts', id: 'c1' },
  });
  expect(crm.writes.map(({ id }) => id)).toEqual(['c1']);
});

test('a stage that a person set goes with the conversion', async () => {
  await using store = await openTestStore();
  const crm = crmOfTwoObjects();
  await syncOnce(store, crm);
  const leadId = await leadOf(store, 'prospects', 'p1');
  await setManualStage(store.db, { workspaceId: store.scope.workspaceId, leadId }, MANUAL);
  crm.convert('p1', 'c1');
  await syncOnce(store, crm, { asOf: AS_OF + HOUR });
  expect(crm.contacts.get('c1')?.fields).toMatchObject({ stage: 'mql' });
});

test('two leads become one: the longer history stays, the other’s records and decisions join it, and no empty lead is left', async () => {
  await using store = await openTestStore();
  const crm = crmOfTwoObjects();
  crm.edit('c1', { email: 'private@home.example', title: 'Clerk' });
  await syncOnce(store, crm);
  crm.edit('c1', { title: 'CEO' });
  await syncOnce(store, crm, { asOf: AS_OF + HOUR });
  const [prospect, contact] = [await leadOf(store, 'prospects', 'p1'), await leadOf(store, 'contacts', 'c1')];
  expect((await historyOf(store, contact)).length).toBeGreaterThan((await historyOf(store, prospect)).length);
  await setManualStage(store.db, { workspaceId: store.scope.workspaceId, leadId: prospect }, MANUAL);
  crm.convert('p1', 'c1');
  await syncOnce(store, crm, { asOf: AS_OF + DAY });
  expect(await leadOf(store, 'prospects', 'p1')).toBe(contact);
  const leads = await store.db.selectFrom('leads').select('id').execute();
  expect(leads.map(({ id }) => String(id))).toEqual([contact]);
  expect((await historyOf(store, contact)).slice(0, 3)).toEqual([AS_OF, AS_OF, AS_OF + HOUR]);
  expect(crm.contacts.get('c1')?.fields).toMatchObject({ stage: 'mql' });
});

test('two prospects that became one contact are one lead', async () => {
  await using store = await openTestStore();
  const crm = crmOfTwoObjects();
  crm.editProspect('p2', { email: 'p1@firm.example', title: 'CEO' });
  await syncOnce(store, crm);
  crm.convert('p1', 'c1');
  crm.convert('p2', 'c1');
  await syncOnce(store, crm, { asOf: AS_OF + HOUR });
  expect(await leadOf(store, 'prospects', 'p1')).toBe(await leadOf(store, 'prospects', 'p2'));
  expect(await store.db.selectFrom('leads').select('id').execute()).toHaveLength(1);
});

test('a conversion that the write finds out is followed in the same way', async () => {
  await using store = await openTestStore();
  const crm = crmOfTwoObjects();
  await syncOnce(store, crm);
  const leadId = await leadOf(store, 'prospects', 'p1');
  crm.editProspect('p1', { title: 'Clerk', forms: 2, formName: 'Newsletter' });
  let converted = false;
  const report = await syncOnce(store, crm, {
    asOf: AS_OF + DAY,
    observe: ({ step, counts }) => {
      if (converted || step !== 'leads-evaluated' || counts.planned === 0) return;
      converted = true;
      crm.convert('p1', 'c1');
    },
  });
  expect(report.problems).toMatchObject([
    { code: 'gone', message: expect.stringContaining('was converted into contacts c1') },
  ]);
  expect(await leadOf(store, 'contacts', 'c1')).toBe(leadId);
});

test('sales is told once of a person, whichever record shows them', async () => {
  await using store = await openTestStore();
  const crm = crmOfTwoObjects();
  const told = { handOverAfter: AS_OF - DAY };
  await syncOnce(store, crm, told);
  crm.convert('p1', 'c1');
  await syncOnce(store, crm, { ...told, asOf: AS_OF + HOUR });
  expect(crm.tasks.size).toBe(1);
});

test('progress counts the leads of every object together', async () => {
  await using store = await openTestStore();
  const crm = crmOfTwoObjects();
  for (const id of ['c1', 'c2', 'c3', 'c4']) crm.edit(id, { email: `${id}@firm.example` });
  const shown: (number | null)[] = [];
  await syncOnce(store, crm, {
    observe: ({ step, expected }) => void (step === 'page-read' && shown.push(expected)),
  });
  expect(shown.filter((expected) => expected !== null).at(-1)).toBe(5);
});
