import { expect, inject, it } from 'vitest';
import { expectDone, expectSettled } from './expectations.ts';
import { discrepancies } from './oracle.ts';
import { openWorkplace } from './workplace.ts';

const CONTACTS = 250;
const BATCH = 100;

function open() {
  return openWorkplace({ postgresUrl: inject('postgresUrl'), contacts: CONTACTS });
}

it('writes 99 of a batch of 100 when the CRM refuses one, says which, and writes that one when its verdict changes', async () => {
  await using place = await open();
  const write = { path: '/contacts/batch/update' };
  await place.crm.strike([{ when: write, effect: { kind: 'vendor', name: 'bad-record', index: 38 } }]);
  const report = await place.sync();
  expectDone(report);
  expect(report.counts).toMatchObject({ planned: CONTACTS, written: CONTACTS - 1, refused: 1, deferred: 0 });
  expect(report.problems).toMatchObject([{ records: 1, code: 'VALIDATION_ERROR' }]);
  const refused = report.problems[0]?.example ?? '';
  await expectSettled(place, { resting: [refused] });

  await place.crm.edit(refused, { lifecyclestage: 'customer' });
  expect((await place.sync()).counts).toMatchObject({ changed: 1, planned: 1, written: 1 });
  await expectSettled(place);
});

it('writes every record but one when the CRM answers 409 to each batch that holds it', async () => {
  await using place = await open();
  const [contact] = await place.crm.liveContacts();
  const clashing = contact?.id ?? '';
  const conflict = { kind: 'vendor', name: 'conflict' };
  const when = { path: '/contacts/batch/update', body: `"id":"${clashing}"` };
  await place.crm.strike([{ when, times: null, effect: conflict }]);
  const report = await place.sync();
  expectDone(report);
  expect(report.counts).toMatchObject({ planned: CONTACTS, written: CONTACTS - 1, refused: 1, deferred: 0 });
  expect(report.problems).toMatchObject([{ code: 'CONFLICT', example: clashing }]);
  const [strikes] = await place.crm.strikes();
  expect(strikes).toBeLessThanOrEqual(Math.ceil(Math.log2(BATCH)) + 1);
  await expectSettled(place, { resting: [clashing] });
});

it('writes every record when a 409 was a passing one', async () => {
  await using place = await open();
  const effect = { kind: 'vendor', name: 'conflict' };
  await place.crm.strike([{ when: { path: '/contacts/batch/update' }, skip: 1, effect }]);
  const report = await place.sync();
  expectDone(report);
  expect(report.counts).toMatchObject({ written: CONTACTS, refused: 0 });
  await expectSettled(place);
});

it('writes a batch again whose answer got lost on its way, and nothing twice over', async () => {
  await using place = await open();
  const when = { path: '/contacts/batch/update' };
  await place.crm.strike([{ when, skip: 1, phase: 'after', effect: { kind: 'reset' } }]);
  const first = await place.sync();
  expect(await place.crm.strikes()).toEqual([1]);
  expect(first.counts.written + first.counts.deferred).toBe(CONTACTS);
  const second = await place.sync();
  expectDone(second);
  expect(await discrepancies(place)).toEqual([]);
  await expectSettled(place);
});
