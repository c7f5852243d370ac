import { expect, test } from 'vitest';
import { decideStage, decideValue } from '../../src/service/people/decideLead.ts';
import { decideLink, type LinkDecision } from '../../src/service/people/decideLink.ts';
import { linksOfRecords, refOf } from '../../src/store/people/links.ts';
import { AS_OF } from './syncOnce.ts';
import { type Side, type TwoCrms, twoCrms } from './twoCrms.ts';

const HOUR = 3_600_000;
const ADA = { email: 'ada@firm.example', first: 'Ada', last: 'Byron', title: 'CEO' };
const ALONE = { kind: 'cut', reason: 'Her sister reads this mailbox.' } as const;

type RecordOf = readonly [side: Side, object: 'contacts' | 'prospects', id: string];

function refOfRecord([{ connectionId }, object, id]: RecordOf): string {
  return refOf({ connectionId, object, id });
}

/** Somebody decides about a record, so many hours after the first run. */
async function decide(crms: TwoCrms, record: RecordOf, decision: LinkDecision, hours = 1): Promise<void> {
  const { db, scope } = crms.store;
  const decider = { workspaceId: scope.workspaceId, by: 'ada@us.example', at: AS_OF + hours * HOUR };
  await decideLink(db, decider, { ref: refOfRecord(record), decision });
}

function joinTo(record: RecordOf): LinkDecision {
  return { kind: 'join', to: { record: refOfRecord(record) }, reason: 'One person.', withOthers: false };
}

async function linkOf({ store: { db, scope } }: TwoCrms, record: RecordOf) {
  const [link] = await linksOfRecords(db, scope.workspaceId, [refOfRecord(record)]);
  if (link === undefined) throw new Error(`${record[2]} has no link.`);
  return link;
}

async function areOnePerson(crms: TwoCrms, a: RecordOf, b: RecordOf): Promise<boolean> {
  return (await linkOf(crms, a)).leadId === (await linkOf(crms, b)).leadId;
}

/** Rounds after the decision, until everybody knows what happened meanwhile. */
async function rounds(crms: TwoCrms): Promise<void> {
  for (const hours of [4, 28]) await crms.round(AS_OF + hours * HOUR);
}

test('a prospect that was cut stays alone as the contact that it was converted into, and can be freed there', async () => {
  await using crms = await twoCrms();
  const { left, right } = crms;
  left.crm.editProspect('p1', { email: ADA.email });
  right.crm.edit('r1', ADA);
  await crms.round();
  const [contact, other] = [
    [left, 'contacts', 'c1'],
    [right, 'contacts', 'r1'],
  ] as const;
  await decide(crms, [left, 'prospects', 'p1'], ALONE);
  left.crm.convert('p1', 'c1');
  await rounds(crms);
  expect(await areOnePerson(crms, contact, other)).toBe(false);
  expect((await linkOf(crms, contact)).byHand).toMatchObject({ by: 'ada@us.example', reason: ALONE.reason });
  await decide(crms, contact, { kind: 'free' }, 30);
  expect(await areOnePerson(crms, contact, other)).toBe(true);
  await crms.round(AS_OF + 31 * HOUR);
  expect(await areOnePerson(crms, contact, other)).toBe(true);
});

test('a prospect that was joined to a person is still theirs as the contact that it was converted into', async () => {
  await using crms = await twoCrms();
  const { left, right } = crms;
  left.crm.editProspect('p1', { email: 'ada@home.example' });
  right.crm.edit('r1', ADA);
  right.crm.edit('r2', { email: 'ada@home.example', first: 'Her', last: 'Sister' });
  await crms.round();
  await decide(crms, [left, 'prospects', 'p1'], joinTo([right, 'contacts', 'r1']));
  left.crm.convert('p1', 'c1');
  await rounds(crms);
  expect(await areOnePerson(crms, [left, 'contacts', 'c1'], [right, 'contacts', 'r1'])).toBe(true);
  expect(await areOnePerson(crms, [left, 'contacts', 'c1'], [right, 'contacts', 'r2'])).toBe(false);
});

test('of two contacts that become one, the later word about either holds for the one that goes on', async () => {
  await using crms = await twoCrms();
  const { left, right } = crms;
  left.crm.edit('l1', ADA);
  left.crm.edit('l2', { email: 'ada@home.example' });
  right.crm.edit('r1', ADA);
  right.crm.edit('r2', { email: 'somebody@else.example' });
  await crms.round();
  await decide(crms, [left, 'contacts', 'l1'], ALONE, 1);
  await decide(crms, [left, 'contacts', 'l2'], joinTo([right, 'contacts', 'r2']), 2);
  left.crm.merge('l2', 'l1');
  await rounds(crms);
  expect(await areOnePerson(crms, [left, 'contacts', 'l1'], [right, 'contacts', 'r2'])).toBe(true);
  expect(await areOnePerson(crms, [left, 'contacts', 'l1'], [right, 'contacts', 'r1'])).toBe(false);
});

test('two contacts that were joined by hand and then merged are linked by their address again', async () => {
  await using crms = await twoCrms();
  const { left, right } = crms;
  left.crm.edit('l1', ADA);
  left.crm.edit('l2', { email: 'ada@home.example' });
  right.crm.edit('r1', ADA);
  await crms.round();
  await decide(crms, [left, 'contacts', 'l1'], joinTo([left, 'contacts', 'l2']));
  left.crm.merge('l2', 'l1');
  await rounds(crms);
  expect(await areOnePerson(crms, [left, 'contacts', 'l1'], [right, 'contacts', 'r1'])).toBe(true);
  expect((await linkOf(crms, [left, 'contacts', 'l1'])).byHand).toBeNull();
});

test('while prospects are unread, a contact that one of them became is not taken for somebody else', async () => {
  const both = { lead: 'person.phone', direction: 'both', field: 'phone' } as const;
  await using crms = await twoCrms({
    left: [
      { ...both, object: 'contacts' },
      { ...both, object: 'prospects' },
    ],
  });
  const { left } = crms;
  left.crm.edit('c1', { ...ADA, phone: '111' });
  left.crm.editProspect('p1', { email: ADA.email, phone: '222' });
  await crms.round();
  await decide(crms, [left, 'prospects', 'p1'], ALONE);
  left.crm.edit('c1', { phone: '111' });
  await crms.round(AS_OF + 2 * HOUR);
  left.crm.writes.length = 0;
  left.crm.convert('p1', 'c2');
  left.crm.edit('c2', { phone: '333' });
  left.crm.edit('c1', { title: 'CTO' });
  await crms.round(AS_OF + 3 * HOUR);
  expect(left.crm.writes.filter(({ id, fields }) => id === 'c1' && 'phone' in fields)).toEqual([]);
  expect(left.crm.contacts.get('c1')?.fields).toMatchObject({ phone: '111' });
});

test('a stage and a value that a person set go with the person they were set for when two leads part again', async () => {
  await using crms = await twoCrms();
  const { left, right } = crms;
  left.crm.edit('l1', ADA);
  right.crm.edit('r1', { email: 'ada@home.example' });
  await crms.round();
  const home: RecordOf = [right, 'contacts', 'r1'];
  const { db, scope } = crms.store;
  const decider = { workspaceId: scope.workspaceId, by: 'ada@us.example', at: AS_OF };
  const leadId = (await linkOf(crms, home)).leadId ?? '';
  const why = { reason: 'Has bought.', until: null };
  await decideStage(db, decider, { leadId, decision: { stage: 'customer', ...why } });
  await decideValue(db, decider, { leadId, path: 'person.jobTitle', decision: { value: 'CTO', ...why } });
  await decide(crms, home, joinTo([left, 'contacts', 'l1']), 1);
  await crms.round(AS_OF + 2 * HOUR);
  expect(left.crm.contacts.get('l1')?.fields).toMatchObject({ stage: 'customer' });
  await decide(crms, home, ALONE, 3);
  await rounds(crms);
  expect(right.crm.contacts.get('r1')?.fields).toMatchObject({ stage: 'customer' });
  expect(left.crm.contacts.get('l1')?.fields).toMatchObject({ stage: 'raw' });
  const values = await db.selectFrom('manual_values').select(['lead_id', 'path']).execute();
  expect(values.map(({ lead_id }) => String(lead_id))).toEqual([(await linkOf(crms, home)).leadId]);
});

test('a record that was joined to one since merged away is free again when the one that goes on is cut', async () => {
  await using crms = await twoCrms();
  const { left, right } = crms;
  left.crm.edit('l1', ADA);
  left.crm.edit('l2', { email: 'ada@home.example' });
  right.crm.edit('r1', { email: 'ada@third.example' });
  await crms.round();
  await decide(crms, [right, 'contacts', 'r1'], joinTo([left, 'contacts', 'l2']));
  left.crm.merge('l2', 'l1');
  await rounds(crms);
  expect(await areOnePerson(crms, [left, 'contacts', 'l1'], [right, 'contacts', 'r1'])).toBe(true);
  await decide(crms, [left, 'contacts', 'l1'], ALONE, 30);
  expect(await areOnePerson(crms, [left, 'contacts', 'l1'], [right, 'contacts', 'r1'])).toBe(false);
  expect((await linkOf(crms, [right, 'contacts', 'r1'])).byHand).toBeNull();
});
