import { expect, test } from 'vitest';
import { TimeSpent } from '../../src/sync/timeSpent.ts';

test('the time of all work is added up, that of work which fails too', async () => {
  let now = 1_000;
  const spent = new TimeSpent(() => now);
  const answer = await spent.on(async () => {
    now += 30;
    return 'linked';
  });
  const failing = spent.on(async () => {
    now += 12;
    throw new Error('the database is gone');
  });
  await expect(failing).rejects.toThrow('the database is gone');
  now += 500;
  expect([answer, spent.ms]).toEqual(['linked', 42]);
});
