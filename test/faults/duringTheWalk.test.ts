import type { RunEvent } from '@tamis/sync';
import { expect, inject, it } from 'vitest';
import { expectDone, expectSettled } from './expectations.ts';
import { remembered } from './remembered.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

const CONTACTS = 3000;
const DAY_MS = 24 * 60 * 60 * 1000;

it('keeps every contact that others create, change and delete while all contacts are read for the first time', async () => {
  await using place = await openWorkplace({
    postgresUrl: inject('postgresUrl'),
    contacts: CONTACTS,
    profile: 'bare',
  });
  const ids = (await place.crm.liveContacts()).map(({ id }) => id);
  let others: Promise<void> | undefined;
  let pagesAfter = 0;
  let done = false;
  const report = await place.sync({
    observe: ({ step, object }: RunEvent) => {
      if (step !== 'page-read' || object !== 'contacts') return;
      if (done) pagesAfter += 1;
      others ??= othersWork(place, ids).then(() => {
        done = true;
      });
    },
  });
  await others;
  expect(pagesAfter, 'the others were not done before the end of the walk').toBeGreaterThan(0);
  expectDone(report);

  const second = await place.sync();
  expectDone(second);
  expect(second.counts.changed).toBeGreaterThan(0);
  // The CRM lists deletions apart; they are looked at once a day.
  await place.pass(DAY_MS);
  expectDone(await place.sync());
  await expectSettled(place);
  const { records } = await remembered(place);
  expect(records.filter(({ gone }) => gone)).not.toEqual([]);
});

/** Changes and deletions on pages that were read, in the middle, and on pages to come; a deletion shifts the offsets of the rest. */
async function othersWork({ crm }: Workplace, ids: readonly string[]): Promise<void> {
  const at = (part: number) => ids[Math.floor(part * (ids.length - 1))] ?? '';
  for (const part of [0.01, 0.3, 0.5, 0.7, 0.99]) {
    await crm.edit(at(part), { jobtitle: 'Changed during the walk' });
    await crm.delete(at(part + 0.005));
    await crm.create({ email: `created-${part}@example.fr` });
  }
}
