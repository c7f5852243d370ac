import type { Instant } from '@tamis/adapter';

/** One day in milliseconds; UTC days have no leap seconds in epoch time. */
export const DAY_MS = 86_400_000;

/** First and last millisecond of the four-digit years, which is what ISO 8601 writes without an agreement. */
const YEARS = { first: -62_167_219_200_000, last: 253_402_300_799_999 };

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** Shorter digits are a year, a compact date or epoch seconds rather than milliseconds. */
const EPOCH_MS = /^-?\d{11,16}$/;

function offsetMs(zone: string | undefined): number | null {
  if (zone === undefined || zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || '0');
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** Parts of a calendar date and time, checked: 31 February and 25 o'clock are refused, not rolled over. */
function fromParts(parts: readonly number[]): Instant | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null;
}

function parseIso(text: string): Instant | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const base = fromParts(match.slice(1, 7).map((part) => Number(part ?? 0)));
  const offset = offsetMs(match[8]);
  if (base === null || offset === null) return null;
  return base + Number((match[7] ?? '').padEnd(3, '0').slice(0, 3)) - offset;
}

/**
 * Reads an instant: ISO 8601, a date alone (midnight UTC), or epoch milliseconds as digits. A time without a zone is UTC,
 * never the machine's own zone. `null` where the text is none of these or is no day of the calendar.
 */
export function parseInstant(text: string): Instant | null {
  const trimmed = text.trim();
  if (!EPOCH_MS.test(trimmed)) return parseIso(trimmed);
  const value = Number(trimmed);
  return isInstant(value) ? value : null;
}

/** Is this number an instant of the years 0000 to 9999? */
export function isInstant(value: number): boolean {
  return Number.isInteger(value) && value >= YEARS.first && value <= YEARS.last;
}

/** Start of the UTC day that holds the instant. */
export function startOfUtcDay(instant: Instant): Instant {
  return Math.floor(instant / DAY_MS) * DAY_MS;
}

/** ISO 8601 in UTC with milliseconds. */
export function isoDateTime(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** ISO 8601 calendar day in UTC. */
export function isoDate(instant: Instant): string {
  return isoDateTime(startOfUtcDay(instant)).replace(/T.*$/, '');
}
