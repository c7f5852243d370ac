import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextPush } from '../../src/sync/nextPush.ts';
import { PushQueue } from '../../src/sync/pushQueue.ts';
import { isShortOfBudget } from '../../src/sync/shortOfBudget.ts';

const PLAIN = { pushBatch: 100 };
const BULK = { pushBatch: 200, bulkPush: { from: 10_000, most: 50_000 } };
const idle = (all: number) => ({ all, urgent: 0 });

test('where nothing is cheaper by the many, full batches leave at once and the rest at the end', () => {
  expect([99, 100, 250].map((all) => nextPush(idle(all), PLAIN, false))).toEqual([0, 100, 100]);
  expect([0, 99, 250].map((all) => nextPush(idle(all), PLAIN, true))).toEqual([0, 99, 100]);
});

test('where many at once are cheaper, changes wait until they are many, and leave in ordinary batches when no more can come', () => {
  expect([200, 9_999].map((all) => nextPush(idle(all), BULK, false))).toEqual([0, 0]);
  expect([10_000, 60_000].map((all) => nextPush(idle(all), BULK, false))).toEqual([10_000, 50_000]);
  expect([1, 9_999, 10_000].map((all) => nextPush(idle(all), BULK, true))).toEqual([1, 200, 10_000]);
});

test('what is urgent leaves at once, in an ordinary batch that others fill up', () => {
  expect(nextPush({ all: 5_000, urgent: 1 }, BULK, false)).toBe(200);
  expect(nextPush({ all: 3, urgent: 1 }, PLAIN, false)).toBe(3);
});

test('at the end everything leaves, in pushes of a size that the vendor takes', () => {
  fc.assert(
    fc.property(fc.nat(80_000), fc.boolean(), (all, isBulk) => {
      const limits = isBulk ? BULK : PLAIN;
      let left = all;
      while (left > 0) {
        const count = nextPush(idle(left), limits, true);
        const isOrdinary = count > 0 && count <= limits.pushBatch;
        expect(isOrdinary || (isBulk && count >= 10_000 && count <= 50_000)).toBe(true);
        left -= count;
      }
      expect(left).toBe(0);
    }),
  );
});

test('urgent changes leave first, then those that people act on; a later plan replaces an earlier one', () => {
  const queue = new PushQueue();
  const write = (id: string, crossing: boolean) => ({
    object: 'contacts',
    id,
    fields: { id },
    before: {},
    crossing,
  });
  queue.put(write('small', false), false);
  queue.put(write('crossing', true), false);
  queue.put(write('urgent', false), true);
  queue.put(write('gone', true), false);
  expect(queue.put({ ...write('small', false), fields: { score: 2 } }, false)).toBe(true);
  expect(queue.drop('gone')).toBe(true);
  expect(queue.waiting).toEqual({ all: 3, urgent: 1 });
  expect(queue.take(2).map(({ id }) => id)).toEqual(['urgent', 'crossing']);
  expect(queue.take(2)).toEqual([{ id: 'small', fields: { score: 2 }, before: {} }]);
});

test('a day is short when a fifth of it is left, ours or the whole account’s', () => {
  const ours = (left: number) => ({ units: 1_000, left });
  expect([ours(200), ours(199)].map((budget) => isShortOfBudget(budget, null))).toEqual([false, true]);
  expect(isShortOfBudget(ours(900), { used: 950, limit: 1_000 })).toBe(true);
});
