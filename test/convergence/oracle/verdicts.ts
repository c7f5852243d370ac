import type { SeenRecord } from '../crms.ts';
import type { History } from '../history.ts';
import type { Remembered } from './memory.ts';

/** What every record of a person shows alike. */
const SHOWN_ALIKE = ['score', 'grade', 'stage', 'reason'] as const;

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
    const missing = SHOWN_ALIKE.filter((field) => values[field] === undefined);
    return missing.length === 0 ? [] : [`${key} was left out: it has no ${missing.join(', ')}`];
  });
}

function disagreeing(records: readonly SeenRecord[]): readonly string[] {
  const [first, ...others] = records;
  if (first === undefined) return [];
  return others.flatMap((other) =>
    SHOWN_ALIKE.filter((field) => first.values[field] !== other.values[field]).map((field) => {
      const said = [first, other].map(({ values }) => `"${values[field] ?? ''}"`);
      return `${first.key} and ${other.key} are one person, and their ${field} is ${said.join(' and ')}`;
    }),
  );
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
