/** The calendar day of an instant in a time zone, as `2026-11-22`. */
export function dayIn(timeZone: string, at: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
}

/** The next midnight in a time zone: when a vendor's daily quota starts again. Exact to the minute, across changes of the clock. */
export function nextMidnight(timeZone: string, at: number): number {
  const minute = 60_000;
  const today = dayIn(timeZone, at);
  let low = Math.floor(at / minute);
  let high = low + 26 * 60;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (dayIn(timeZone, middle * minute) === today) low = middle;
    else high = middle;
  }
  return high * minute;
}
