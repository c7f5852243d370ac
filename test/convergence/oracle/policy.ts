import { CRMS } from '../crms.ts';
import { type FieldRule, type RuledField, ruleOf } from '../rules.ts';
import type { Remembered } from './memory.ts';

/** A value that competes for a field of the lead. Empty: somebody emptied it, and the row says that this is a value. */
interface Candidate {
  readonly value: string;
  /** When it was said. What only the product's own copies say is older than anything that somebody said. */
  readonly at: number;
  /** When the product wrote it; `null` where somebody said it. */
  readonly copiedAt: number | null;
  readonly conflict: FieldRule['conflict'];
  readonly remembered: Remembered;
}

/** What a person set in the product, and when. */
export interface SpokenValue {
  readonly value: string;
  readonly at: number;
}

/** Which rows speak first. */
const CLASSES: readonly FieldRule['conflict'][] = ['crm-wins', 'newest', 'hub-wins'];

function candidatesOf(field: RuledField, group: readonly Remembered[]): readonly Candidate[] {
  return group.flatMap((remembered) => {
    const { record, firstSeenAt, changedAt, copiedAt } = remembered;
    const rule = ruleOf(field, record);
    // A lead of Pipedrive shows what its person holds, who is in the group.
    if (rule === null || record.samePerson !== null) return [];
    const value = record.values[field] ?? '';
    const changed = changedAt[field];
    if (value === '' && !(rule.blanks && changed !== undefined)) return [];
    const copied = copiedAt[field] ?? null;
    const at = copied === null ? (changed ?? firstSeenAt) : Number.NEGATIVE_INFINITY;
    return [{ value, at, copiedAt: copied, conflict: rule.conflict, remembered }];
  });
}

/**
 * Words go before copies, of which the last one written says what the words were. Of words the owner's goes before all others, then the
 * latest one; ties by the order of connections, then of keys.
 */
function compare(a: Candidate, b: Candidate): number {
  const rank = ({ remembered: { record } }: Candidate) => CRMS.indexOf(record.crm);
  const key = ({ remembered: { record } }: Candidate) => record.key;
  return (
    Number(a.copiedAt !== null) - Number(b.copiedAt !== null) ||
    (b.copiedAt ?? 0) - (a.copiedAt ?? 0) ||
    CLASSES.indexOf(a.conflict) - CLASSES.indexOf(b.conflict) ||
    b.at - a.at ||
    rank(a) - rank(b) ||
    (key(a) < key(b) ? -1 : 1)
  );
}

/** Since when somebody's word stands in the record, an emptied field included; never for our own copy and for what was always empty. */
function standsSince(field: RuledField, { record, firstSeenAt, changedAt, copiedAt }: Remembered): number {
  if (copiedAt[field] !== undefined) return Number.NEGATIVE_INFINITY;
  const always = record.values[field] === undefined ? Number.NEGATIVE_INFINITY : firstSeenAt;
  return changedAt[field] ?? always;
}

/**
 * What a field of a record must hold by its policy (decision 16), given all that is known of the person; the value that is there where
 * nothing may be written. `undefined` for empty. What a person `set` in the product stands above all that the CRMs say.
 */
export function expectedValue(
  field: RuledField,
  target: Remembered,
  { group, set }: { group: readonly Remembered[]; set?: SpokenValue | undefined },
): string | undefined {
  const present = target.record.values[field];
  const rule = ruleOf(field, target.record);
  const winner = set ?? candidatesOf(field, group).toSorted(compare)[0];
  if (rule?.direction !== 'both' || winner === undefined) return present;
  if (present !== undefined && rule.onlyIfEmpty) return present;
  if (winner.value === '' && !rule.blanks) return present;
  const isOwners = rule.conflict === 'crm-wins' && target.copiedAt[field] === undefined;
  if (present !== undefined && isOwners) return present;
  const follows = rule.conflict === 'hub-wins' || standsSince(field, target) <= winner.at;
  return follows ? winner.value || undefined : present;
}
