import type { SeenRecord } from '../crms.ts';
import type { History } from '../history.ts';
import type { Remembered } from './memory.ts';

/** A score that moved by less is not written: two records may differ by twice that, less one on either side. */
const UNWRITTEN_POINTS = 4;

/** What is wrong with what the records of people show of score, grade, stage and reason in the end. */
export function verdictFaults(
  events: History['events'],
  groups: readonly (readonly Remembered[])[],
): readonly string[] {
  return groups.flatMap((group) => {
    const records = group.map(({ record }) => record);
    return [...leftOut(records), ...disagreeing(records), ...standing(events, records)];
  });
}

function leftOut(records: readonly SeenRecord[]): readonly string[] {
  return records.flatMap(({ key, values }) => {
    const missing = (['score', 'grade', 'stage', 'reason'] as const).filter(
      (field) => values[field] === undefined,
    );
    return missing.length === 0 ? [] : [`${key} was left out: it has no ${missing.join(', ')}`];
  });
}

function disagreeing(records: readonly SeenRecord[]): readonly string[] {
  const [first, ...others] = records;
  if (first === undefined) return [];
  return others.flatMap((other) => {
    const differing = (['grade', 'stage'] as const).filter(
      (field) => first.values[field] !== other.values[field],
    );
    const apart = Math.abs(Number(first.values.score) - Number(other.values.score));
    const faults: string[] = [...differing];
    if (apart > 2 * UNWRITTEN_POINTS) faults.push('score');
    if (apart === 0 && differing.length === 0 && first.values.reason !== other.values.reason)
      faults.push('reason');
    return faults.map((field) => {
      const said = [first, other].map(({ values }) => `"${values[field as 'score'] ?? ''}"`);
      return `${first.key} and ${other.key} are one person, and their ${field} is ${said.join(' and ')}`;
    });
  });
}

/** What a person wrote over a value of ours, and still stands. */
function standing(events: History['events'], records: readonly SeenRecord[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.kind === 'sync' || event.overwritten === undefined) return [];
    const { key, field, value } = event.overwritten;
    const stands = records.some((record) => record.key === key && record.values[field] === value);
    return stands ? [`${key} ${field} still shows "${value}", which a person wrote over ours`] : [];
  });
}
