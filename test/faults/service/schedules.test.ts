import { expect, inject, test } from 'vitest';
import { tallyOf } from './schedules.ts';

test('two workers on one database never run one connection twice at the same time, and drop no schedule', async () => {
  const opening = { postgresUrl: inject('postgresUrl'), contacts: 20, profile: 'bare' as const };
  const tally = await tallyOf(opening, { schedules: 24, connections: 4 });
  expect(tally).toMatchObject({ overlaps: 0, unwell: 0 });
  expect(tally.schedules).toBeGreaterThanOrEqual(24);
  expect(tally.runs).toBeGreaterThanOrEqual(4);
});
