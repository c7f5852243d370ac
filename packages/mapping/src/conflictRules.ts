import type { FieldValue, Instant } from '@tamis/adapter';
import type { Origin } from './assemble/origin.ts';
import { changedAt, copiedAt, type FieldTimes } from './assemble/ourCopy.ts';
import type { LeadTarget, PushedRow } from './mapping.ts';
import { isEmpty, type LeadValue, valueKey } from './values/leadValue.ts';
import type { PlanInput, SkipReason } from './writePlan.ts';

/** Was the value that the row would write read from the very field that it would be written to? */
export function isItsOrigin(
  { lead, field }: PushedRow,
  { origins, connectionId, object, id }: PlanInput,
): boolean {
  const source = lead === null ? undefined : origins.get(lead.path)?.source;
  if (source === undefined || source === 'manual') return false;
  return (
    source.field === field &&
    source.id === id &&
    source.object === object &&
    source.connectionId === connectionId
  );
}

/**
 * Would the written value be read as what the lead holds? Where a row writes and reads, a value that was cut or changed on the way
 * would come back as if the CRM had said it, and replace the whole one.
 */
export function readsBack(row: PushedRow, next: FieldValue, held: LeadValue | undefined): boolean {
  if (row.lead?.twoWay !== true || row.meaning === null || isEmpty(next)) return true;
  return valueKey(row.meaning(next).value) === valueKey(held);
}

interface Standing {
  readonly observed: FieldValue | undefined;
  /** When a person last changed the field; `undefined` where nobody was seen to. */
  readonly changedAt: Instant | undefined;
  readonly baselineAt: Instant;
  /** What stands there we wrote ourselves. */
  readonly isCopy: boolean;
}

/** A default is nobody's word: it fills what was always empty, and nothing that a person filled or emptied. */
function againstDefault({ observed, changedAt }: Standing): SkipReason | null {
  if (!isEmpty(observed)) return 'not-empty';
  return changedAt === undefined ? null : 'newer-in-crm';
}

/** An emptied field is a person's word as well: it stays empty until somebody says something later. Our own copy is nobody's. */
function againstWord(
  { conflict }: LeadTarget,
  { observed, changedAt, baselineAt, isCopy }: Standing,
  saidAt: Instant,
): SkipReason | null {
  if (isCopy) return null;
  if (conflict === 'crm-wins' && !isEmpty(observed)) return 'owned-by-crm';
  const standsSince = changedAt ?? (isEmpty(observed) ? Number.NEGATIVE_INFINITY : baselineAt);
  return standsSince > saidAt ? 'newer-in-crm' : null;
}

function isWord(origin: Origin | undefined): origin is Origin {
  return origin !== undefined && origin.policy !== 'default';
}

/** Why the row's conflict policy leaves a field of the lead to the CRM; `null` where the lead may be written. */
export function leavesToCrm(
  lead: LeadTarget,
  input: Pick<PlanInput, 'origins' | 'baselineAt'> & FieldTimes,
  change: { readonly field: string; readonly observed: FieldValue | undefined; readonly next: FieldValue },
): SkipReason | null {
  const { field, observed, next } = change;
  const origin = input.origins.get(lead.path);
  if (isEmpty(next) && !(lead.blanks && isWord(origin))) return 'blank';
  if (isWord(origin) && lead.conflict === 'hub-wins') return null;
  if (observed === undefined) return 'not-read';
  const standing = {
    observed,
    changedAt: changedAt(input, field),
    baselineAt: input.baselineAt,
    isCopy: copiedAt(input, field) !== null,
  };
  return isWord(origin) ? againstWord(lead, standing, origin.at) : againstDefault(standing);
}
