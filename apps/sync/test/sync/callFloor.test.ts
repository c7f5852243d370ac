import { expect, test } from 'vitest';
import { callFloor } from '../../src/sync/callFloor.ts';

const LIMITS = { pushBatch: 100, pushConcurrency: 4, pullPage: 200, readBatch: 100 };

test('the least requests are full pages and full batches of each object', () => {
  const work = [
    { pulled: 201, sent: 101 },
    { pulled: 1, sent: 0 },
  ];
  expect(callFloor(work, LIMITS)).toBe(2 + 2 + 1);
});

test('a vendor that takes one record a request has a floor of its own, and so has one that takes many at once', () => {
  const work = [{ pulled: 500, sent: 50_000 }];
  expect(callFloor(work, { ...LIMITS, pullPage: 500, changesPerRequest: 1 })).toBe(1 + 50_000);
  const bulkPush = { from: 10_000, most: 20_000, requests: 7 };
  expect(callFloor(work, { ...LIMITS, pullPage: 500, bulkPush })).toBe(1 + 3 * 7);
  expect(callFloor([{ pulled: 0, sent: 600 }], { ...LIMITS, bulkPush })).toBe(6);
});
