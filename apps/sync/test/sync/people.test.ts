import type { FieldRow } from '@tamis/adapter';
import { expect, test } from 'vitest';
import { decideStage } from '../../src/service/people/decideLead.ts';
import { decideLink } from '../../src/service/people/decideLink.ts';
import { setManualStage } from '../../src/store/again.ts';
import { leadHistory } from '../../src/store/leadHistory.ts';
import { refOf } from '../../src/store/people/links.ts';
import { AS_OF } from './syncOnce.ts';
import { type Side, type TwoCrms, twoCrms } from './twoCrms.ts';

const HOUR = 3_600_000;
const FORM = { forms: 1, lastForm: AS_OF - HOUR, formName: 'Book a demo' };
const ADA = { email: 'ada@firm.example', first: 'Ada', last: 'Byron', title: 'CEO' };

/** Where sales answers: two fields that say nothing else here. */
const SALES_ANSWERS: readonly FieldRow[] = [
  { direction: 'pull', object: 'contacts', lead: 'salesAnswer.status', field: 'phone' },
  { direction: 'pull', object: 'contacts', lead: 'salesAnswer.reason', field: 'formName' },
];

async function leadOf({ store }: TwoCrms, { connectionId }: Side, recordId: string): Promise<string> {
  const { lead_id } = await store.db
    .selectFrom('links')
    .select('lead_id')
    .where('connection_id', '=', connectionId)
    .where('record_id', '=', recordId)
    .executeTakeFirstOrThrow();
  return String(lead_id);
}

async function leadCount({ store }: TwoCrms): Promise<number> {
  return (await store.db.selectFrom('leads').select('id').execute()).length;
}

async function historyOf({ store }: TwoCrms, leadId: string): Promise<readonly string[]> {
  const lines = await store.db
    .selectFrom('score_history')
    .select('stage')
    .where('lead_id', '=', leadId)
    .orderBy('as_of')
    .execute();
  return lines.map(({ stage }) => stage);
}

function shown({ crm }: Side, id: string) {
  const { score, stage, reason } = crm.contacts.get(id)?.fields ?? {};
  return { score, stage, reason };
}

test('a person in two CRMs has one lead, and both CRMs show the same score, stage and reason', async () => {
  await using crms = await twoCrms();
  const { left, right } = crms;
  left.crm.edit('l1', { ...ADA, ...FORM });
  right.crm.edit('r1', { email: 'Ada+news@Firm.example', first: 'Ada', last: 'Byron' });
  await crms.round();
  await crms.round();
  expect(await leadOf(crms, left, 'l1')).toBe(await leadOf(crms, right, 'r1'));
  expect(shown(right, 'r1')).toEqual(shown(left, 'l1'));
  expect(shown(right, 'r1').stage).toBe('sql');
  const [one, other] = await crms.round();
  expect([one.counts.planned, other.counts.planned]).toEqual([0, 0]);
});

test('what one CRM learns is written to the other, whose run is asked for', async () => {
  await using crms = await twoCrms();
  const { left, right } = crms;
  left.crm.edit('l1', ADA);
  right.crm.edit('r1', { email: ADA.email });
  await crms.round();
  await crms.round();
  left.crm.edit('l1', FORM);
  const report = await left.sync({ asOf: AS_OF + HOUR });
  expect(report.leftFor).toEqual([right.connectionId]);
  expect(shown(right, 'r1').stage).not.toBe('sql');
  expect((await right.sync({ asOf: AS_OF + HOUR })).counts).toMatchObject({ evaluated: 0, written: 1 });
  expect(shown(right, 'r1')).toEqual(shown(left, 'l1'));
});

test('role addresses and people who share an address stay apart', async () => {
  await using crms = await twoCrms();
  const { left, right } = crms;
  left.crm.edit('l1', { email: 'info@firm.example' });
  right.crm.edit('r1', { email: 'info@firm.example' });
  left.crm.edit('l2', ADA);
  left.crm.edit('l3', { ...ADA, first: 'Paul' });
  right.crm.edit('r3', { ...ADA, first: 'Paul' });
  await crms.round();
  expect(await leadCount(crms)).toBe(4);
  expect(await leadOf(crms, right, 'r3')).toBe(await leadOf(crms, left, 'l3'));
});

test('a changed address parts two records, and each goes on with the history that was its own', async () => {
  await using crms = await twoCrms();
  const { left, right } = crms;
  right.crm.edit('r1', { ...ADA, email: 'other@firm.example', ...FORM });
  left.crm.edit('l1', ADA);
  await crms.round();
  right.crm.edit('r1', { email: ADA.email });
  await crms.round(AS_OF + HOUR);
  const joint = await leadOf(crms, right, 'r1');
  expect(await leadOf(crms, left, 'l1')).toBe(joint);
  expect(await historyOf(crms, joint)).toContain('sql');
  right.crm.edit('r1', { email: 'other@firm.example' });
  await crms.round(AS_OF + 2 * HOUR);
  const [l1, r1] = [await leadOf(crms, left, 'l1'), await leadOf(crms, right, 'r1')];
  expect(l1).not.toBe(r1);
  expect((await historyOf(crms, r1))[0]).toBe('sql');
  expect((await historyOf(crms, l1))[0]).toBe('raw');
  await crms.round(AS_OF + 2 * HOUR);
  expect(shown(left, 'l1').stage).not.toBe('sql');
  expect(shown(right, 'r1').stage).toBe('sql');
});

test('a deleted person who comes back under another id goes on with the same history', async () => {
  await using crms = await twoCrms();
  const { left } = crms;
  left.crm.editProspect('p1', { ...ADA, ...FORM });
  await left.sync();
  const before = await leadOf(crms, left, 'p1');
  left.crm.edit('l9', ADA);
  left.crm.convert('p1', 'l8');
  await left.sync({ asOf: AS_OF + HOUR });
  expect(await leadOf(crms, left, 'l8')).toBe(before);
  expect(await leadOf(crms, left, 'l9')).toBe(before);
  expect(await leadCount(crms)).toBe(1);
});

test('a merge in one CRM joins what the other CRM holds of both', async () => {
  await using crms = await twoCrms();
  const { left, right } = crms;
  left.crm.edit('l1', ADA);
  left.crm.edit('l2', { ...ADA, email: 'ada@home.example' });
  right.crm.edit('r1', { email: ADA.email });
  right.crm.edit('r2', { email: 'ada@home.example' });
  await crms.round();
  expect(await leadCount(crms)).toBe(2);
  left.crm.merge('l2', 'l1');
  await crms.round(AS_OF + HOUR);
  expect(await leadOf(crms, left, 'l2')).toBe(await leadOf(crms, left, 'l1'));
  expect(await leadOf(crms, right, 'r1')).toBe(await leadOf(crms, left, 'l1'));
});

test('a stage that a person set holds in both CRMs until it expires, and the lead’s history says that it gave way', async () => {
  await using crms = await twoCrms();
  const { left, right, store } = crms;
  left.crm.edit('l1', { ...ADA, ...FORM });
  right.crm.edit('r1', { email: ADA.email });
  await crms.round();
  const key = { workspaceId: store.scope.workspaceId, leadId: await leadOf(crms, left, 'l1') };
  const manual = {
    stage: 'mql',
    reason: 'On holiday.',
    by: 'ada@us.example',
    at: AS_OF,
    until: AS_OF + 2 * HOUR,
  } as const;
  await setManualStage(store.db, key, manual);
  await crms.round(AS_OF + HOUR);
  expect([shown(left, 'l1').stage, shown(right, 'r1').stage]).toEqual(['mql', 'mql']);
  await crms.round(AS_OF + 3 * HOUR);
  expect([shown(left, 'l1').stage, shown(right, 'r1').stage]).toEqual(['sql', 'sql']);
  const lines = await leadHistory(store.db, key, { after: null, limit: 10 });
  expect(lines.find(({ line }) => line.kind === 'event')).toMatchObject({
    at: AS_OF + 3 * HOUR,
    line: { event: { kind: 'manual-stage-expired', manual, now: 'sql' } },
  });
});

test('sales is told once of a person in two CRMs', async () => {
  await using crms = await twoCrms();
  const { left, right, store } = crms;
  left.crm.edit('l1', ADA);
  right.crm.edit('r1', { email: ADA.email });
  await store.db.updateTable('connections').set({ baseline_at: AS_OF }).execute();
  await crms.round();
  left.crm.edit('l1', FORM);
  await left.sync({ asOf: AS_OF + HOUR, handOverAfter: AS_OF });
  await right.sync({ asOf: AS_OF + HOUR, handOverAfter: AS_OF });
  expect(left.crm.tasks.size + right.crm.tasks.size).toBe(1);
});

test('two histories of one instant are told once where their people go on as a new lead', async () => {
  await using crms = await twoCrms();
  const { left, right, store } = crms;
  left.crm.edit('l1', ADA);
  left.crm.edit('l2', { ...ADA, email: 'ada@home.example' });
  left.crm.edit('l3', { ...ADA, email: 'ada@club.example' });
  right.crm.edit('r1', { first: 'Ada', last: 'Byron' });
  await crms.round();
  const decider = { workspaceId: store.scope.workspaceId, by: 'ada@us.example', at: AS_OF };
  const ref = (id: string) => refOf({ connectionId: left.connectionId, object: 'contacts', id });
  const join = (id: string, to: string) =>
    decideLink(store.db, decider, {
      ref: ref(id),
      decision: { kind: 'join', to: { record: ref(to) }, reason: 'The same.', withOthers: false },
    });
  await join('l2', 'l1');
  await join('l3', 'l2');
  const joint = await leadOf(crms, left, 'l1');
  await decideLink(store.db, decider, { ref: ref('l2'), decision: { kind: 'free' } });
  await join('l2', 'l3');
  expect(await leadOf(crms, left, 'l1')).toBe(joint);
  const apart = await leadOf(crms, left, 'l3');
  expect(await leadOf(crms, left, 'l2')).toBe(apart);
  expect(await historyOf(crms, apart)).toEqual(['raw']);
});

test('an answer of sales that stays with a parted person is weighed again', async () => {
  await using crms = await twoCrms({ left: SALES_ANSWERS });
  const { left, right } = crms;
  left.crm.edit('l1', ADA);
  right.crm.edit('r1', { email: ADA.email });
  await crms.round();
  left.crm.edit('l1', { phone: 'rejected', formName: 'No budget.' });
  await crms.round(AS_OF + HOUR);
  expect(shown(left, 'l1').stage).toBe('recycled');
  right.crm.edit('r1', { email: 'other@firm.example' });
  for (const hours of [2, 3]) await crms.round(AS_OF + hours * HOUR);
  expect(await leadOf(crms, right, 'r1')).not.toBe(await leadOf(crms, left, 'l1'));
  expect([shown(left, 'l1').stage, shown(right, 'r1').stage]).toEqual(['recycled', 'raw']);
});

test('an answer that sales took back before two leads became one is not acted on again', async () => {
  await using crms = await twoCrms({ left: SALES_ANSWERS, right: SALES_ANSWERS });
  const { left, right, clock } = crms;
  left.crm.edit('l1', { email: 'ada@home.example' });
  await crms.round(clock.tick());
  left.crm.edit('l1', { title: 'CEO' });
  right.crm.edit('r1', { email: ADA.email, phone: 'rejected', formName: 'No budget.' });
  await crms.round(clock.tick());
  expect(shown(right, 'r1').stage).toBe('recycled');
  right.crm.edit('r1', { phone: 'accepted' });
  left.crm.edit('l1', { email: ADA.email });
  const together = clock.tick();
  await crms.round(together);
  expect(await leadOf(crms, left, 'l1')).toBe(await leadOf(crms, right, 'r1'));
  await crms.round(together);
  expect([shown(left, 'l1').stage, shown(right, 'r1').stage]).toEqual(['sql', 'sql']);
});

test('a stage that is set for a person just cut loose, before any run has judged them, holds', async () => {
  await using crms = await twoCrms();
  const { left, right, store } = crms;
  left.crm.edit('l1', ADA);
  right.crm.edit('r1', { email: ADA.email });
  await crms.round();
  const decider = { workspaceId: store.scope.workspaceId, by: 'ada@us.example', at: AS_OF };
  const ref = refOf({ connectionId: right.connectionId, object: 'contacts', id: 'r1' });
  const { leadId } = await decideLink(store.db, decider, {
    ref,
    decision: { kind: 'cut', reason: 'Her sister.' },
  });
  const decision = { stage: 'customer', reason: 'Has bought.', until: null } as const;
  await decideStage(store.db, decider, { leadId, decision });
  await crms.round(AS_OF + HOUR);
  expect([shown(left, 'l1').stage, shown(right, 'r1').stage]).toEqual(['raw', 'customer']);
});

test('a lead goes on with the record that its own one was merged into, and leaves who only shared its address', async () => {
  await using crms = await twoCrms();
  const { left, right } = crms;
  left.crm.edit('l1', { ...ADA, ...FORM });
  await crms.round();
  right.crm.edit('r1', { email: ADA.email });
  left.crm.edit('l2', { ...ADA, email: 'ada@home.example' });
  await crms.round(AS_OF + HOUR);
  const lead = await leadOf(crms, left, 'l1');
  expect(await leadOf(crms, right, 'r1')).toBe(lead);
  left.crm.merge('l1', 'l2');
  for (const hours of [2, 26]) await crms.round(AS_OF + hours * HOUR);
  expect(await leadOf(crms, left, 'l2')).toBe(lead);
  expect(await leadOf(crms, right, 'r1')).not.toBe(lead);
  expect(await historyOf(crms, lead)).toContain('sql');
});

test('a stage that somebody had set, and that has ended, is not what a lead stands on once another person has left it', async () => {
  await using crms = await twoCrms();
  const { left, right, store } = crms;
  left.crm.edit('l1', ADA);
  await crms.round();
  const decider = { workspaceId: store.scope.workspaceId, by: 'ada@us.example', at: AS_OF + HOUR / 2 };
  const decision = { stage: 'customer', reason: 'Has bought.', until: AS_OF + 2 * HOUR } as const;
  await decideStage(store.db, decider, { leadId: await leadOf(crms, left, 'l1'), decision });
  await crms.round(AS_OF + HOUR);
  right.crm.edit('r1', { email: ADA.email });
  for (const hours of [1.5, 3]) await crms.round(AS_OF + hours * HOUR);
  expect([shown(left, 'l1').stage, shown(right, 'r1').stage]).toEqual(['raw', 'raw']);
  right.crm.edit('r1', { email: 'other@firm.example' });
  for (const hours of [4, 5]) await crms.round(AS_OF + hours * HOUR);
  expect([shown(left, 'l1').stage, shown(right, 'r1').stage]).toEqual(['raw', 'raw']);
});

test('a prospect goes on with the contact that its own one was merged into, although nothing in it says so', async () => {
  await using crms = await twoCrms();
  const { left } = crms;
  left.crm.edit('c1', ADA);
  left.crm.edit('c2', { ...ADA, email: 'ada@home.example' });
  left.crm.editProspect('p1', {});
  left.crm.assign('p1', 'c1');
  await crms.round();
  expect(await leadOf(crms, left, 'p1')).toBe(await leadOf(crms, left, 'c1'));
  left.crm.remove('c1');
  left.crm.assign('p1', 'c2');
  left.crm.editProspect('p1', FORM);
  left.crm.assign('p1', 'c1');
  await left.sync({
    asOf: AS_OF + HOUR,
    observe: ({ step }) => step === 'page-stored' && left.crm.assign('p1', 'c2'),
  });
  expect(await leadOf(crms, left, 'p1')).toBe(await leadOf(crms, left, 'c2'));
});
