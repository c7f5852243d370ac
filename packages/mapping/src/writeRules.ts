import type { FieldValue } from '@tamis/adapter';
import type { PushedRow } from './mapping.ts';
import { sameValue } from './sameValue.ts';
import { isEmpty } from './values/leadValue.ts';
import type { SkipReason } from './writePlan.ts';

/** A value that would replace another one. */
export interface Replacement {
  readonly observed: FieldValue | undefined;
  /** What we last wrote; `undefined` for never. */
  readonly written: FieldValue | undefined;
  readonly next: FieldValue;
  /** A person changed the field after what is to be written was decided. */
  readonly isOlder: boolean;
}

function forwardOnly(
  row: PushedRow,
  ranks: ReadonlyMap<string, number>,
  replacement: Replacement,
): SkipReason | null {
  const { observed, written, next, isOlder } = replacement;
  if (isOlder) return 'changed-by-person';
  // Whatever stands there now and is not ours was set by a person or by the CRM after us, an emptied field included.
  if (written !== undefined && !sameValue(row.crmType, observed, written)) return 'changed-by-person';
  const rank = ranks.get(String(next));
  if (rank === undefined) return 'not-in-order';
  if (isEmpty(observed)) return null;
  const present = ranks.get(String(observed));
  if (present === undefined) return 'not-in-order';
  return rank > present ? null : 'not-forward';
}

/** Why the row's write rule forbids the replacement of a value by a different one; `null` where it may happen. */
export function forbids(row: PushedRow, replacement: Replacement): SkipReason | null {
  const { rule } = row;
  const { observed } = replacement;
  if (rule.kind === 'always') return null;
  if (observed === undefined) return 'not-read';
  if (rule.kind === 'only-if-empty') return isEmpty(observed) ? null : 'not-empty';
  return forwardOnly(row, rule.ranks, replacement);
}
