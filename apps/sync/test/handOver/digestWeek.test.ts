import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { digestWeek } from '../../src/handOver/digestWeek.ts';

const at = (text: string) => Date.parse(text);

it('is due on Monday at eight by the clock of the company, in summer as in winter', () => {
  const before = digestWeek(at('2026-07-06T05:59:59.999Z'), 'Europe/Paris');
  const after = digestWeek(at('2026-07-06T06:00:00Z'), 'Europe/Paris');
  expect([before.name, after.name]).toEqual(['2026-W27', '2026-W28']);
  expect(after).toEqual({
    name: '2026-W28',
    from: at('2026-06-29T06:00:00Z'),
    to: at('2026-07-06T06:00:00Z'),
    timeZone: 'Europe/Paris',
  });
  expect(digestWeek(at('2026-01-05T07:00:00Z'), 'Europe/Paris').to).toBe(at('2026-01-05T07:00:00Z'));
});

it('tells of every instant once: one week ends where the next begins', () => {
  const instants = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
  const zones = fc.constantFrom(
    'UTC',
    'Europe/Paris',
    'America/New_York',
    'Pacific/Kiritimati',
    'Australia/Lord_Howe',
  );
  fc.assert(
    fc.property(instants, zones, (now, zone) => {
      const week = digestWeek(now, zone);
      const end = DateTime.fromMillis(week.to, { zone });
      expect(week.to).toBeLessThanOrEqual(now);
      expect(end.plus({ weeks: 1 }).toMillis()).toBeGreaterThan(now);
      expect([end.weekday, end.hour, end.minute]).toEqual([1, 8, 0]);
      expect(digestWeek(week.to - 1, zone).to).toBe(week.from);
    }),
  );
});
