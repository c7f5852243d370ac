import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayIn, nextMidnight } from '../../src/sync/quotaDay.ts';

const zones = [
  'UTC',
  'Europe/Paris',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
];

test('the next midnight is the first minute of the next day, on days that change the clock too', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) }),
      (zone, at) => {
        const midnight = nextMidnight(zone, at);
        expect(midnight).toBeGreaterThan(at);
        expect(dayIn(zone, midnight)).not.toBe(dayIn(zone, at));
        expect(dayIn(zone, midnight - 60_000)).toBe(dayIn(zone, at));
      },
    ),
  );
});
