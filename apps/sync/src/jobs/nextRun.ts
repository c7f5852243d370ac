import { CronExpressionParser } from 'cron-parser';
import type { Schedule } from '../store/schema.ts';

const MINUTE_MS = 60_000;

/** The schedule cannot be read: the message says what to correct. */
export class ScheduleInvalid extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ScheduleInvalid';
  }
}

/** When a schedule starts its next run, strictly after `now`. Throws {@link ScheduleInvalid}. */
export function nextRun(schedule: Schedule, now: number): number {
  if (schedule.kind === 'every') return now + schedule.minutes * MINUTE_MS;
  const { expression, timeZone } = schedule;
  try {
    if (expression.trim().split(/\s+/).length !== 5) throw new Error('write five fields');
    return CronExpressionParser.parse(expression, { tz: timeZone, currentDate: new Date(now) })
      .next()
      .getTime();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ScheduleInvalid(`"${expression}" in ${timeZone} is no schedule: ${reason}.`);
  }
}
