import { CRMS } from '../crms.ts';
import { type RuledField, ruleOf } from '../rules.ts';
import type { Remembered } from './memory.ts';

/** A value that competes for a field of the lead. Empty: somebody emptied it, and the row says that this is a value. */
interface Candidate {
  readonly value: string;
  readonly at: number;
  readonly ownerWins: boolean;
  readonly remembered: Remembered;
}

function candidatesOf(field: RuledField, group: readonly Remembered[]): readonly Candidate[] {
  return group.flatMap((remembered) => {
    const { record, firstSeenAt, changedAt } = remembered;
    const rule = ruleOf(field, record);
    // A lead of Pipedrive shows what its person holds, who is in the group.
    if (rule === null || record.samePerson !== null) return [];
    const value = record.values[field] ?? '';
    const changed = changedAt[field];
    if (value === '' && !(rule.blanks && changed !== undefined)) return [];
    return [{ value, at: changed ?? firstSeenAt, ownerWins: rule.conflict === 'crm-wins', remembered }];
  });
}

/** The owner's value goes before all others, then the latest one; ties by the order of connections, then of keys. */
function compare(a: Candidate, b: Candidate): number {
  const rank = ({ remembered: { record } }: Candidate) => CRMS.indexOf(record.crm);
  const key = ({ remembered: { record } }: Candidate) => record.key;
  return (
    Number(b.ownerWins) - Number(a.ownerWins) ||
    b.at - a.at ||
    rank(a) - rank(b) ||
    (key(a) < key(b) ? -1 : 1)
  );
}

/**
 * What a field of a record must hold by its policy, given all that is known of the person; the value that is there where nothing may be
 * written. `undefined` for empty.
 */
export function expectedValue(
  field: RuledField,
  target: Remembered,
  group: readonly Remembered[],
): string | undefined {
  const present = target.record.values[field];
  const rule = ruleOf(field, target.record);
  const [winner] = candidatesOf(field, group).toSorted(compare);
  if (rule?.direction !== 'both' || winner === undefined) return present;
  if (present !== undefined && (rule.onlyIfEmpty || rule.conflict === 'crm-wins')) return present;
  if (winner.value === '') return rule.blanks ? undefined : present;
  const emptiedAt = present === undefined ? target.changedAt[field] : undefined;
  return emptiedAt !== undefined && emptiedAt > winner.at ? undefined : winner.value;
}
