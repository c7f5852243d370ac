import { expect, inject, it } from 'vitest';
import { expectDone, expectSettled } from './expectations.ts';
import { discrepancies, unreconciled } from './oracle.ts';
import { openWorkplace } from './workplace.ts';

const CONTACTS = 450;
const expired = { kind: 'vendor', name: 'expired-token' };

it('goes on with a fresh token when the token expires while contacts are read and again while scores are written', async () => {
  await using place = await openWorkplace({
    postgresUrl: inject('postgresUrl'),
    contacts: CONTACTS,
    tokens: 'oauth',
  });
  await place.crm.strike([
    { when: { path: '/contacts/search' }, skip: 1, effect: expired },
    { when: { path: '/contacts/batch/update' }, skip: 1, effect: expired },
  ]);
  const report = await place.sync();
  expect(await place.crm.strikes()).toEqual([1, 1]);
  expectDone(report);
  expect(report.counts).toMatchObject({ changed: CONTACTS, written: CONTACTS, refused: 0, deferred: 0 });
  await expectSettled(place);
});

it('pauses when the app was uninstalled mid-run, and loses nothing once a person has connected again', async () => {
  await using place = await openWorkplace({
    postgresUrl: inject('postgresUrl'),
    contacts: CONTACTS,
    tokens: 'oauth',
  });
  await place.crm.strike([
    { when: { path: '/contacts/batch/update' }, skip: 1, effect: { kind: 'vendor', name: 'revoked-token' } },
  ]);
  const paused = await place.sync();
  expect(paused.status).toBe('paused');
  expect(unreconciled(paused)).toEqual([]);
  expect((await place.connection()).status).toBe('reconnect-needed');
  expect(await discrepancies(place)).not.toEqual([]);

  await place.reconnect();
  expect((await place.connection()).status).toBe('approved');
  expectDone(await place.sync());
  await expectSettled(place);
});
