import type { Instant } from '@tamis/adapter';
import type { LeadPath } from '../paths/leadPaths.ts';
import { isEmpty, type LeadValue, valueKey } from '../values/leadValue.ts';
import { byAuthority, byTime, type Candidate, firstOf, type Heard } from './candidates.ts';
import type { ManualValue } from './input.ts';
import type { FieldPlace, Origin, OriginPolicy } from './origin.ts';
import type { LeadField } from './sources.ts';

/** The value of a lead field and where it came from. */
export interface Resolved {
  /** `undefined` where nothing is known. */
  readonly value: LeadValue | undefined;
  /** `null` where nobody said it. */
  readonly origin: Origin | null;
}

/** A field of which nothing is known. */
export const NOTHING: Resolved = { value: undefined, origin: null };

/** Older than anything that somebody said. */
const NEVER_SAID: Instant = 0;

/** The field that a candidate stands in. */
function placeOf({ connectionId, record, row }: Candidate): FieldPlace {
  return { connectionId, object: row.object, id: record.id, field: row.field };
}

/** The candidate that stands; `undefined` where there is none. */
export function winnerOf(path: LeadPath, candidates: readonly Candidate[]): Candidate | undefined {
  const { strictest, earliest } = path;
  if (strictest !== undefined) {
    const rank = ({ value }: Candidate) => strictest.indexOf(value);
    return firstOf(candidates, (a, b) => rank(a) - rank(b) || byAuthority(a, b));
  }
  if (earliest === 'time') return firstOf(candidates, byTime);
  if (earliest === undefined) return firstOf(candidates, byAuthority);
  return firstOf(candidates, (a, b) => Number(a.value) - Number(b.value) || byAuthority(a, b));
}

function policyOf(path: LeadPath, winner: Candidate, candidates: readonly Candidate[]): OriginPolicy {
  if (path.strictest !== undefined) return 'strictest';
  if (path.earliest !== undefined) return 'earliest';
  const isAlone = candidates.every(
    ({ connectionId, row }) => connectionId === winner.connectionId && row === winner.row,
  );
  return isAlone && !winner.row.twoWay ? 'order' : winner.row.conflict;
}

/**
 * When the winner's value was said. Our own writes leave no time: what only our copies say is older than anything that somebody said.
 * So a copy never makes a value younger, and planning again after a write plans nothing.
 */
function saidAt({ at, copiedAt }: Candidate): Instant {
  return copiedAt === null ? at : NEVER_SAID;
}

/** The default of the first side that has one; `null` for none. */
export function fallbackOf({ readers }: LeadField): Resolved | null {
  for (const { side, slot } of readers) {
    const { fallback: value, fallbackRow: row } = slot;
    if (isEmpty(value) || row === undefined) continue;
    const source = { connectionId: side.connectionId, object: row.object, id: '', field: row.field };
    return { value, origin: { at: NEVER_SAID, source, policy: 'default' } };
  }
  return null;
}

/** Where the winner of a field came from. What may be our own copy of a default is the default still. */
export function originOf(field: LeadField, winner: Candidate, candidates: readonly Candidate[]): Origin {
  const key = valueKey(winner.value);
  if (winner.copiedAt !== null && valueKey(fallbackOf(field)?.value) === key)
    return { at: NEVER_SAID, source: placeOf(winner), policy: 'default' };
  const policy = policyOf(field.path, winner, candidates);
  return { at: saidAt(winner), source: placeOf(winner), policy };
}

/** A value that somebody set in the product. */
export function byHand({ value, at }: ManualValue): Resolved {
  return { value, origin: { at, source: 'manual', policy: 'manual' } };
}

/** The value of a field that no bundle decides. A default stands in for nothing, an emptied field included. */
export function resolve(field: LeadField, { candidates, empty }: Heard): Resolved {
  const winner = winnerOf(field.path, candidates);
  const fallback = isEmpty(winner?.value) ? fallbackOf(field) : null;
  if (fallback !== null) return fallback;
  if (winner === undefined) return { value: empty, origin: null };
  return { value: winner.value, origin: originOf(field, winner, candidates) };
}
