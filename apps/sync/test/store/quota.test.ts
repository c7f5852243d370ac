import { QuotaExhausted } from '@tamis/adapter';
import { expect, test } from 'vitest';
import { openQuotaLease } from '../../src/store/quota.ts';
import { openTestStore } from './openTestStore.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const signal = new AbortController().signal;

async function takeAll(lease: ReturnType<typeof openQuotaLease>, most: number): Promise<number> {
  for (let taken = 0; taken < most; taken += 1) {
    try {
      await lease.take('daily', 1, signal);
    } catch (error) {
      expect(error).toBeInstanceOf(QuotaExhausted);
      return taken;
    }
  }
  return most;
}

test('two workers together never take more than the day allows', async () => {
  await using store = await openTestStore();
  const budget = { unit: 'request' as const, units: 450, timeZone: 'UTC', now: () => NOON };
  const taken = await Promise.all(
    [1, 2].map(() => takeAll(openQuotaLease(store.db, store.scope, budget), 1_000)),
  );
  const sum = taken.reduce((a, b) => a + b, 0);
  expect(sum).toBeLessThanOrEqual(450);
  expect(sum).toBeGreaterThanOrEqual(350);
});

test('an exhausted budget says when it starts again: at midnight where the account lives', async () => {
  await using store = await openTestStore();
  const lease = openQuotaLease(store.db, store.scope, {
    unit: 'request',
    units: 1,
    timeZone: 'Europe/Paris',
    now: () => NOON,
  });
  await lease.take('daily', 1, signal);
  await expect(lease.take('daily', 1, signal)).rejects.toMatchObject({ until: Date.UTC(2026, 10, 22, 23) });
});

test('a new day has a new budget', async () => {
  await using store = await openTestStore();
  let now = NOON;
  const lease = openQuotaLease(store.db, store.scope, {
    unit: 'request',
    units: 1,
    timeZone: 'UTC',
    now: () => now,
  });
  await lease.take('daily', 1, signal);
  now += 24 * 3_600_000;
  await lease.take('daily', 1, signal);
  await expect(lease.take('daily', 1, signal)).rejects.toThrow(QuotaExhausted);
});

test('requests that cost much are paid like others, and nothing of a slice is lost between them', async () => {
  await using store = await openTestStore();
  const budget = { unit: 'token' as const, units: 650, timeZone: 'UTC', now: () => NOON };
  const lease = openQuotaLease(store.db, store.scope, budget);
  await lease.take('daily', 250, signal);
  for (const _ of Array(13)) await lease.take('daily', 30, signal);
  await expect(lease.take('daily', 30, signal)).rejects.toThrow(QuotaExhausted);
  await expect(lease.take('daily', 651, signal)).rejects.toThrow(QuotaExhausted);
});
