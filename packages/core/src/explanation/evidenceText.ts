import type { Evidence } from '../scoring/score.ts';
import { fieldLabel } from './fieldLabels.ts';
import { fill } from './fill.ts';
import { oneLine } from './fitText.ts';
import type { Language, Messages } from './messages.ts';

/** What a contribution or a reason rests on, in words: the field with its value, or how often and when last. Empty for nothing. */
export function evidenceText(evidence: Evidence, language: Language, messages: Messages): string {
  const parts: string[] = [];
  if (evidence.field !== undefined) {
    parts.push(
      `${fieldLabel(evidence.field, language)}${messages.colon}${valueText(evidence.value, messages)}`,
    );
  }
  if (evidence.at !== undefined) parts.push(timeText(evidence.at, evidence.count ?? 1, messages));
  return oneLine(parts.join(', '));
}

/** Signed points with two decimals at most, for instance `+9,33` or `−5`. `hundredths` is an integer. */
export function pointsText(hundredths: number, messages: Messages): string {
  return (hundredths > 0 ? '+' : '') + totalText(hundredths, messages);
}

/** Points with two decimals at most and a sign only where they are negative. `hundredths` is an integer. */
export function totalText(hundredths: number, { decimalMark }: Messages): string {
  const sign = hundredths < 0 ? '−' : '';
  const whole = Math.trunc(Math.abs(hundredths) / 100);
  const rest = Math.abs(hundredths) % 100;
  const decimals = rest === 0 ? '' : decimalMark + String(rest).padStart(2, '0').replace(/0$/, '');
  return `${sign}${whole}${decimals}`;
}

function valueText(value: Evidence['value'], { truth }: Messages): string {
  if (value === undefined || value === null || value === '') return truth.empty;
  if (typeof value === 'boolean') return truth[value ? 'true' : 'false'];
  return typeof value === 'object' ? value.join(', ') : String(value);
}

function timeText(at: number, count: number, messages: Messages): string {
  const day = dateText(at, messages);
  return count === 1 ? fill(messages.once, day) : fill(messages.times, String(count), day);
}

/** The UTC day of an instant. */
function dateText(at: number, { date }: Messages): string {
  const day = new Date(at);
  if (Number.isNaN(day.getTime())) return '';
  const [year = '', month = '', date2 = ''] = day.toISOString().slice(0, 10).split('-');
  return fill(date, year, month, date2);
}
