import type { Fields, FieldValue, Instant } from '@tamis/adapter';
import { toCrm, toLead } from './coerce.ts';
import type { Mapping, PushedRow } from './mapping.ts';
import { type MappingProblem, mappingProblem } from './problem.ts';
import { sameValue } from './sameValue.ts';
import { DAY_MS, startOfUtcDay } from './values/instant.ts';
import { isEmpty } from './values/leadValue.ts';
import type { Plan, PlanInput, PlanReason, SkippedField, SkipReason } from './writePlan.ts';
import { forbids } from './writeRules.ts';

/** A score that moved by less is nothing that anybody would miss. */
const SCORE_MOVE_POINTS = 5;

/** Reasons that wait for the next UTC day after a write on the same day, unless the person did something since. */
const ONCE_A_DAY: ReadonlySet<PlanReason> = new Set(['score-moved', 'restored']);

/** What a row would do to its field. */
interface Proposal {
  readonly row: PushedRow;
  /** What the field should hold; `undefined` leaves it alone. */
  readonly value?: FieldValue;
  readonly reason?: PlanReason | null;
  readonly skip?: SkipReason;
  readonly problem?: MappingProblem;
}

function own(fields: Fields | undefined, field: string): FieldValue | undefined {
  return fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
}

/** Does the CRM already say this, in the same words or in other words for the same thing? */
function alreadySays(row: PushedRow, observed: FieldValue | undefined, next: FieldValue): boolean {
  if (sameValue(row.crmType, observed, next)) return true;
  if (row.meaning === null || isEmpty(observed) || isEmpty(next)) return false;
  const [present, wanted] = [row.meaning(observed), row.meaning(next)];
  return present.reason === null && JSON.stringify(present.value) === JSON.stringify(wanted.value);
}

function scoreMoved(before: FieldValue | undefined, next: FieldValue): boolean {
  const number = toLead(before, { type: 'number', choices: [], values: null, delimiter: null }).value;
  return typeof number !== 'number' || Math.abs(Number(next) - number) >= SCORE_MOVE_POINTS;
}

/** Why this one field is worth a write; `null` where it only goes along with another. */
function reasonOf(
  row: PushedRow,
  before: FieldValue | undefined,
  change: { written: FieldValue | undefined; next: FieldValue },
) {
  const { written, next } = change;
  if (row.weight === 'never-first') return null;
  if (written === undefined && isEmpty(before)) return 'first-value';
  if (row.weight === 'along') return null;
  if (row.weight === 'score') return scoreMoved(before, next) ? row.reason : null;
  return written !== undefined && sameValue(row.crmType, written, next) ? 'restored' : row.reason;
}

function propose(row: PushedRow, input: PlanInput): Proposal {
  const lead = row.read(input);
  const { value: next, reason: lost } = toCrm(lead, row.target);
  const problem =
    lost === null || lead === undefined
      ? {}
      : { problem: mappingProblem(row, null, { value: lead, reason: lost }) };
  if (next === undefined) return { row, ...problem, ...(lost === null ? {} : { skip: 'no-value' }) };
  const observed = own(input.observed, row.field);
  const written = own(input.written?.fields, row.field);
  if (observed !== undefined && alreadySays(row, observed, next)) return { row, value: observed, ...problem };
  const refused = own(input.refused, row.field);
  const refusedAgain = refused !== undefined && sameValue(row.crmType, refused, next);
  const skip = refusedAgain ? 'refused' : forbids(row, { observed, written, next });
  if (skip !== null) return { row, skip, ...problem };
  const before = observed === undefined ? written : observed;
  const isSame = sameValue(row.crmType, before, next);
  return { row, value: next, reason: isSame ? null : reasonOf(row, before, { written, next }), ...problem };
}

/** Until when reasons of the small kind wait; `null` where the write may happen now. */
function waitsUntil(reasons: readonly PlanReason[], { written, lead, asOf }: PlanInput): Instant | null {
  if (written === null || reasons.length === 0 || !reasons.every((reason) => ONCE_A_DAY.has(reason)))
    return null;
  if (startOfUtcDay(written.at) !== startOfUtcDay(asOf)) return null;
  const isActive = lead.activities.some(({ at }) => at > written.at && at <= asOf);
  return isActive ? null : startOfUtcDay(asOf) + DAY_MS;
}

/** Would the record go on saying something else of the verdict than another one that is written now? */
function saysOther({ row, value }: Proposal, { observed }: PlanInput): boolean {
  const isVerdict = row.lead === null && row.weight !== 'never-first';
  return isVerdict && value !== undefined && !sameValue(row.crmType, own(observed, row.field), value);
}

/** With nothing worth a write, what we wrote and still stands is desired on; a field that differs is left alone. */
function held(rows: readonly PushedRow[], { observed, written }: PlanInput): Fields {
  const standing = rows.flatMap((row): [string, FieldValue][] => {
    const [ours, theirs] = [own(written?.fields, row.field), own(observed, row.field)];
    const stands = ours !== undefined && theirs !== undefined && sameValue(row.crmType, ours, theirs);
    return stands ? [[row.field, ours]] : [];
  });
  return Object.fromEntries(standing);
}

function proposed(proposals: readonly Proposal[]): Fields {
  return Object.fromEntries(
    proposals.flatMap(({ row, value }) => (value === undefined ? [] : [[row.field, value] as const])),
  );
}

function skippedOf(proposals: readonly Proposal[]): readonly SkippedField[] {
  return proposals.flatMap(({ row, skip }) =>
    skip === undefined ? [] : [{ field: row.field, reason: skip }],
  );
}

/**
 * Decides what one CRM record should hold. A write happens only for a change that a person would miss: of stage, grade, next action,
 * hand-over or a mapped field of the lead, or a move of the score by 5 whole points or more; then everything mapped is brought up to
 * date. A move of the score alone happens once per UTC day unless the person was active after the last write (any write of the day
 * counts, which is the careful reading of "at most one"); `heldUntil` says when to plan again. The time of scoring never goes alone.
 * Where another record of the lead is written, a verdict that differs goes along at once: a lead says the same everywhere.
 * Without reasons, `desired` differs in nothing from `observed`: planning twice writes once.
 */
export function plan(input: PlanInput, mapping: Mapping): Plan {
  const rows = mapping.pushed.get(input.object) ?? [];
  const proposals = rows.map((row) => propose(row, input));
  const goesAlong = input.elsewhere === true && proposals.some((one) => saysOther(one, input));
  const along: readonly PlanReason[] = goesAlong ? ['told-elsewhere'] : [];
  const reasons = [...new Set([...proposals.flatMap(({ reason }) => reason ?? []), ...along])];
  const heldUntil = waitsUntil(reasons, input);
  const writes = reasons.length > 0 && heldUntil === null;
  return {
    desired: writes ? proposed(proposals) : held(rows, input),
    reasons: writes ? reasons : [],
    skipped: skippedOf(proposals),
    problems: proposals.flatMap(({ problem }) => problem ?? []),
    heldUntil,
  };
}
