import type { RunEvent } from '@tamis/sync';
import { expect, inject, it } from 'vitest';
import { expectDone, expectSettled } from './expectations.ts';
import { openWorkplace } from './workplace.ts';

const CONTACTS = 250;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What the documentation leaves open, in all combinations. */
const unknowns = ['new-id', 'primary-id'].flatMap((mergeSurvivor) =>
  ['survivor', 'not-found'].map((writeToMergedId) => ({ mergeSurvivor, writeToMergedId })),
);

it.concurrent.each(unknowns)(
  'follows contacts that are merged and deleted between reading and writing (survivor: $mergeSurvivor, a write to a merged id: $writeToMergedId)',
  async (switches) => {
    await using place = await openWorkplace({ postgresUrl: inject('postgresUrl'), contacts: CONTACTS });
    const { crm } = place;
    await crm.set({ unknowns: switches });
    const [primary = '', loser = '', deleted = ''] = (await crm.liveContacts()).map(({ id }) => id);
    // A locked CRM holds the writes back until the people are done.
    const locked = { kind: 'vendor', name: 'locked' };
    await crm.strike([{ when: { path: '/contacts/batch/update' }, times: 3, effect: locked }]);
    let people: Promise<string> | undefined;
    const first = await place.sync({
      observe: ({ step, object }: RunEvent) => {
        if (step !== 'page-stored' || object !== 'contacts') return;
        people ??= crm.delete(deleted).then(() => crm.merge(primary, loser));
      },
    });
    const survivor = (await people) ?? '';
    expectDone(first);
    expect(first.problems.map(({ code }) => code)).toContain('gone');
    expect(first.counts.written).toBeGreaterThanOrEqual(CONTACTS - 3);

    expectDone(await place.sync());
    await place.pass(DAY_MS);
    expectDone(await place.sync());
    await expectSettled(place);
    const links = await place.service.db
      .selectFrom('links')
      .where('record_id', 'in', [primary, survivor])
      .select('lead_id')
      .distinct()
      .execute();
    expect(links, 'the lead goes with the survivor').toHaveLength(1);
  },
);
