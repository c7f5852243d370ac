import { expect, inject, it } from 'vitest';
import { expectDone, expectSettled } from './expectations.ts';
import { discrepancies } from './oracle.ts';
import { openWorkplace } from './workplace.ts';

const CONTACTS = 450;
const ROUNDS = 5;
const EDITED = 12;

it('misses no change although the search index lags by up to 10 s, and later changes show before earlier ones', async () => {
  await using place = await openWorkplace({ postgresUrl: inject('postgresUrl'), contacts: CONTACTS });
  const { crm } = place;
  expectDone(await place.sync());
  await place.pass(30_000);
  expectDone(await place.sync());
  await crm.set({ indexLag: { ms: 4000, jitterMs: 6000 } });
  const ids = (await crm.liveContacts()).map(({ id }) => id);
  let lagged = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const edited = ids.slice(round * EDITED, (round + 1) * EDITED);
    for (const id of edited) await crm.edit(id, { jobtitle: `Head of round ${round}` });
    await crm.create({ email: `late${round}@example.fr` });
    expectDone(await place.sync());
    lagged += (await discrepancies(place)).length;
    await place.pass(2000);
  }
  expect(lagged, 'the index held nothing back: the test shows nothing').toBeGreaterThan(EDITED);
  await place.pass(10_000);
  expectDone(await place.sync());
  await place.pass(10_000);
  await expectSettled(place);
});
