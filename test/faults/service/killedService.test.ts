import { beforeAll, expect, inject, it } from 'vitest';
import { aftermath, type References, references } from './killedService.ts';
import { named, pointsOfDeath } from './points.ts';

const KILLS = 2;
const SEED = 20_261_123;
const RESUMED_WITHIN_MS = 30_000;

const opening = () => ({ postgresUrl: inject('postgresUrl'), contacts: 120, profile: 'bare' as const });

let expected: References;

beforeAll(async () => {
  expected = await references(opening());
  expect(expected.later.tasks, 'a scene that brings sales no news would show nothing').toBeGreaterThan(0);
});

it.concurrent.each(Array.from({ length: KILLS }, (_, index) => index))(
  `a killed service goes on within 30 s of its restart, and loses and doubles nothing (point %i of seed ${SEED})`,
  async (index) => {
    const point = pointsOfDeath(expected, { count: KILLS, seed: SEED })[index];
    if (!point) throw new Error(`There is no point ${index}.`);
    const { resumedMs, scars } = await aftermath(point, opening(), expected);
    expect(scars, named(point)).toEqual([]);
    expect(resumedMs, named(point)).toBeLessThan(RESUMED_WITHIN_MS);
  },
);
