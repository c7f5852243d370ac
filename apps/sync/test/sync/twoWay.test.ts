import type { FieldRow } from '@tamis/adapter';
import { expect, test } from 'vitest';
import { decideValue } from '../../src/service/people/decideLead.ts';
import { retryRecords } from '../../src/store/again.ts';
import { AS_OF } from './syncOnce.ts';
import { type Side, twoCrms } from './twoCrms.ts';

const HOUR = 3_600_000;
const ADA = { email: 'ada@firm.example', first: 'Ada', last: 'Byron', title: 'CEO' };

const phone = (conflict?: FieldRow['conflict'], blanks?: boolean): FieldRow => ({
  lead: 'person.phone',
  direction: 'both',
  object: 'contacts',
  field: 'phone',
  ...(conflict === undefined ? {} : { conflict }),
  ...(blanks === undefined ? {} : { blanks }),
});

function phoneOf({ crm }: Side, id: string) {
  return crm.contacts.get(id)?.fields.phone ?? null;
}

/** Two CRMs that hold Ada, whose phone flows both ways. */
async function flowing(left: FieldRow = phone(), right: FieldRow = phone()) {
  const crms = await twoCrms({ left: [left], right: [right] });
  crms.left.crm.edit('l1', { ...ADA, phone: '+1' });
  crms.right.crm.edit('r1', { email: ADA.email });
  await crms.round();
  await crms.round();
  return crms;
}

test('a phone number that one CRM learns comes to the other, and then nothing moves any more', async () => {
  await using crms = await flowing();
  expect(phoneOf(crms.right, 'r1')).toBe('+1');
  crms.right.crm.edit('r1', { phone: '+2' });
  await crms.round(AS_OF + HOUR);
  await crms.round(AS_OF + HOUR);
  expect([phoneOf(crms.left, 'l1'), phoneOf(crms.right, 'r1')]).toEqual(['+2', '+2']);
  const reports = await crms.round(AS_OF + HOUR);
  expect(reports.map(({ counts }) => counts.planned)).toEqual([0, 0]);
});

test('of two changes the later one stands, whichever CRM is read first', async () => {
  await using crms = await flowing();
  crms.right.crm.edit('r1', { phone: '+2' });
  crms.left.crm.edit('l1', { title: 'Chief' });
  crms.left.crm.edit('l1', { phone: '+3' });
  await crms.round(AS_OF + HOUR);
  await crms.round(AS_OF + HOUR);
  expect([phoneOf(crms.left, 'l1'), phoneOf(crms.right, 'r1')]).toEqual(['+3', '+3']);
});

test('what a rep changes while the run goes on survives it, and comes to the other CRM', async () => {
  await using crms = await flowing();
  const { left, right } = crms;
  left.crm.edit('l1', { phone: '+2' });
  await left.sync({ asOf: AS_OF + HOUR });
  let edited = false;
  await right.sync({
    asOf: AS_OF + HOUR,
    observe: ({ step, object }) => {
      if (edited || step !== 'page-stored' || object !== 'contacts') return;
      edited = true;
      right.crm.edit('r1', { phone: '+33 rep' });
    },
  });
  expect(edited).toBe(true);
  expect(phoneOf(right, 'r1')).toBe('+33 rep');
  await crms.round(AS_OF + 2 * HOUR);
  await crms.round(AS_OF + 2 * HOUR);
  expect([phoneOf(left, 'l1'), phoneOf(right, 'r1')]).toEqual(['+33 rep', '+33 rep']);
});

test('what somebody emptied stays empty until a newer value comes, and empties nothing elsewhere', async () => {
  await using crms = await flowing();
  const { left, right } = crms;
  right.crm.edit('r1', { phone: null });
  await crms.round(AS_OF + HOUR);
  await crms.round(AS_OF + HOUR);
  expect([phoneOf(left, 'l1'), phoneOf(right, 'r1')]).toEqual(['+1', null]);
  left.crm.edit('l1', { phone: '+4' });
  await crms.round(AS_OF + 2 * HOUR);
  expect(phoneOf(right, 'r1')).toBe('+4');
});

test('where a row says so, an emptied field empties the other CRM’s', async () => {
  await using crms = await flowing(phone('newest', true), phone('newest', true));
  crms.right.crm.edit('r1', { phone: null });
  await crms.round(AS_OF + HOUR);
  await crms.round(AS_OF + HOUR);
  expect([phoneOf(crms.left, 'l1'), phoneOf(crms.right, 'r1')]).toEqual([null, null]);
});

test('the CRM that owns a field wins over a later change elsewhere', async () => {
  await using crms = await flowing(phone('crm-wins'), phone('hub-wins'));
  crms.right.crm.edit('r1', { phone: '+9' });
  await crms.round(AS_OF + HOUR);
  await crms.round(AS_OF + HOUR);
  expect([phoneOf(crms.left, 'l1'), phoneOf(crms.right, 'r1')]).toEqual(['+1', '+1']);
});

test('a workflow that rewrites our value is noticed after the second time: the field pauses, says so, and goes on when a person says so', async () => {
  await using crms = await flowing(phone('crm-wins'), phone('hub-wins'));
  const { left, right, store } = crms;
  const scope = { ...store.scope, connectionId: right.connectionId };
  const workflow = () => right.crm.edit('r1', { phone: 'rewritten' });
  workflow();
  const first = await right.sync({ asOf: AS_OF + HOUR });
  expect(phoneOf(right, 'r1')).toBe('+1');
  expect(first.problems).toEqual([]);
  workflow();
  const second = await right.sync({ asOf: AS_OF + HOUR });
  expect(second.problems).toMatchObject([{ code: 'field-contested', records: 1, example: 'r1' }]);
  expect(phoneOf(right, 'r1')).toBe('rewritten');
  await crms.round(AS_OF + 2 * HOUR);
  expect([phoneOf(left, 'l1'), phoneOf(right, 'r1')]).toEqual(['+1', 'rewritten']);
  await retryRecords(store.db, scope, { object: 'contacts', ids: ['r1'] });
  await crms.round(AS_OF + 3 * HOUR);
  expect(phoneOf(right, 'r1')).toBe('+1');
});

test('what a person takes back to the value that we had written is their change again', async () => {
  await using crms = await flowing();
  const { left, right } = crms;
  right.crm.edit('r1', { phone: '+2' });
  await crms.round(AS_OF + HOUR);
  await crms.round(AS_OF + HOUR);
  right.crm.edit('r1', { phone: '+1' });
  await crms.round(AS_OF + 2 * HOUR);
  await crms.round(AS_OF + 2 * HOUR);
  expect([phoneOf(left, 'l1'), phoneOf(right, 'r1')]).toEqual(['+1', '+1']);
});

test('a person who types what was about to be written has said it themselves', async () => {
  await using crms = await flowing();
  const { left, right, store } = crms;
  const { lead_id } = await store.db.selectFrom('links').select('lead_id').executeTakeFirstOrThrow();
  await decideValue(
    store.db,
    { workspaceId: store.scope.workspaceId, by: 'ada@us.example', at: AS_OF },
    {
      leadId: String(lead_id),
      path: 'person.phone',
      decision: { value: '+9', reason: 'She called.', until: AS_OF + 2 * HOUR },
    },
  );
  right.crm.edit('r1', { phone: '+9' });
  await crms.round(AS_OF + HOUR);
  for (const _ of [1, 2]) await crms.round(AS_OF + 3 * HOUR);
  expect([phoneOf(left, 'l1'), phoneOf(right, 'r1')]).toEqual(['+9', '+9']);
});

test('a change that is read after our own write to the record is not younger for it', async () => {
  const row = { ...phone(), object: 'prospects' };
  await using crms = await twoCrms({ left: [phone(), row], right: [phone()] });
  const { left, right } = crms;
  left.crm.edit('l1', ADA);
  left.crm.editProspect('p1', { email: ADA.email, phone: '+1' });
  right.crm.edit('r1', { email: ADA.email });
  for (const _ of [1, 2]) await crms.round();
  left.crm.editProspect('p1', { phone: '+5' });
  right.crm.edit('r1', { phone: '+7' });
  left.crm.edit('l1', { forms: 1, lastForm: AS_OF, formName: 'Book a demo' });
  for (const _ of [1, 2, 3]) await crms.round(AS_OF + HOUR);
  expect([left.crm.prospects.get('p1')?.fields.phone, phoneOf(right, 'r1')]).toEqual(['+7', '+7']);
});
