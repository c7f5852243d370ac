import { DateTime } from 'luxon';

const HOUR_OF_DAY = 8;

/** The seven days that a digest tells of. */
export interface DigestWeek {
  /** ISO week in which it is sent, for instance `2026-W48`. */
  readonly name: string;
  /** Epoch milliseconds UTC; from `from` on, up to before `to`. */
  readonly from: number;
  readonly to: number;
  /** IANA time zone in which its Mondays begin. */
  readonly timeZone: string;
}

/** The newest week whose digest is due: it ended on the last Monday at 08:00 of the time zone. */
export function digestWeek(now: number, timeZone: string): DigestWeek {
  const monday = DateTime.fromMillis(now, { zone: timeZone }).startOf('week').set({ hour: HOUR_OF_DAY });
  const end = monday.toMillis() <= now ? monday : monday.minus({ weeks: 1 });
  return {
    name: end.toFormat("kkkk-'W'WW"),
    from: end.minus({ weeks: 1 }).toMillis(),
    to: end.toMillis(),
    timeZone,
  };
}
