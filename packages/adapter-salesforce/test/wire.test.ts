import { expect, it } from 'vitest';
import { quoted } from '../src/pull/soql.ts';
import { longId, parseInstant } from '../src/wire.ts';

it('gives an id of 15 characters the three that tell its capitals', () => {
  expect(longId('0015000000Uc1Qd')).toBe('0015000000Uc1QdAAJ');
  expect(longId('0015000000Uc1QdAAJ')).toBe('0015000000Uc1QdAAJ');
});

it('reads the times that queries and jobs write', () => {
  expect(parseInstant('2026-11-20T10:00:00.000+0000')).toBe(Date.UTC(2026, 10, 20, 10));
  expect(parseInstant('2026-11-20T10:00:00.000Z')).toBe(Date.UTC(2026, 10, 20, 10));
  expect([parseInstant('soon'), parseInstant(null)]).toEqual([null, null]);
});

it('lets no text end the literal that it stands in', () => {
  expect(quoted(`O'Hara \\ '; DROP`)).toBe(`'O\\'Hara \\\\ \\'; DROP'`);
});
