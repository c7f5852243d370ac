import type { RunEvent } from '@tamis/sync';
import { expect, inject, test } from 'vitest';
import { expectDone, expectSettled } from './expectations.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

const CONTACTS = 2_400;
const WORD = 'Changed while everything was being read';

async function storedTitle({ service }: Workplace, id: string): Promise<unknown> {
  const record = await service.db
    .selectFrom('records')
    .select('fields')
    .where('object', '=', 'contacts')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return record.fields.jobtitle;
}

test('a change that a person makes during a long first reading is seen before its end, and is no change a second time', async () => {
  await using place = await openWorkplace({
    postgresUrl: inject('postgresUrl'),
    contacts: CONTACTS,
    profile: 'bare',
  });
  const [first] = (await place.crm.liveContacts())
    .map(({ id }) => id)
    .toSorted((a, b) => Number(a) - Number(b));
  const id = first ?? '';
  let edited: Promise<unknown> | undefined;
  let seen: Promise<unknown> | undefined;
  const report = await place.sync({
    freshEveryMs: 1_000,
    observe: ({ step, object, counts }: RunEvent) => {
      if (step !== 'page-stored' || object !== 'contacts') return;
      edited ??= place.crm.edit(id, { jobtitle: WORD });
      if (counts.pulled > 0.9 * CONTACTS) seen ??= storedTitle(place, id);
    },
  });
  await edited;
  expectDone(report);
  expect(report.counts.pulled).toBe(CONTACTS);
  expect(await seen).toBe(WORD);
  const second = await place.sync();
  expectDone(second);
  expect(second.counts.changed).toBe(0);
  await expectSettled(place);
});
