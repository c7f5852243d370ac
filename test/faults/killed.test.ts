import { beforeAll, expect, inject, it } from 'vitest';
import { named, waysToDie } from './death.ts';
import { scarsOf, type Undisturbed, undisturbed } from './killedRun.ts';

const KILLS = 2;
const SEED = 20_260_310;

let reference: Undisturbed;

beforeAll(async () => {
  const now = new Date().toISOString();
  reference = await undisturbed({ postgresUrl: inject('postgresUrl'), contacts: 450, now });
});

/** The deaths depend on what an undisturbed run does, so they are drawn when it is known. */
it.concurrent.each(Array.from({ length: KILLS }, (_, index) => index))(
  `loses and doubles nothing when runs are killed between two steps (way %i of seed ${SEED})`,
  async (index) => {
    const deaths = waysToDie(reference.trace, { count: KILLS, seed: SEED })[index];
    if (!deaths) throw new Error(`There is no way ${index}.`);
    expect(await scarsOf(deaths, reference), named(deaths)).toEqual([]);
  },
);
