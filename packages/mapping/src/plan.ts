import type { Fields, FieldValue, Instant } from '@tamis/adapter';
import { changedAt } from './assemble/ourCopy.ts';
import { toCrm, toLead } from './coerce.ts';
import { isItsOrigin, leavesToCrm, readsBack } from './conflictRules.ts';
import { highestLabel, labelRanks, withLabel } from './labels.ts';
import type { Mapping, PushedRow } from './mapping.ts';
import { type MappingProblem, mappingProblem, type ProblemReason } from './problem.ts';
import { sameValue } from './sameValue.ts';
import { DAY_MS, startOfUtcDay } from './values/instant.ts';
import { isEmpty, valueKey } from './values/leadValue.ts';
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
  // What a lead field was read from says as much as it was read for, the other values beside it included.
  if (present.value === undefined || (present.reason !== null && row.lead === null)) return false;
  return valueKey(present.value) === valueKey(wanted.value);
}

function scoreMoved(before: FieldValue | undefined, next: FieldValue): boolean {
  const number = toLead(before, { type: 'number', choices: [], values: null, delimiter: null }).value;
  return typeof number !== 'number' || Math.abs(Number(next) - number) >= SCORE_MOVE_POINTS;
}

/** A value that a row would put in the place of others. */
interface Change {
  /** What stands there, or where it was not read what we last wrote. */
  readonly before: FieldValue | undefined;
  readonly written: FieldValue | undefined;
  readonly next: FieldValue;
}

/** Why this one field is worth a write; `null` where it only goes along with another. */
function reasonOf(row: PushedRow, { before, written, next }: Change, input: PlanInput): PlanReason | null {
  if (row.weight === 'never-first' || sameValue(row.crmType, before, next)) return null;
  if (written === undefined && isEmpty(before)) return 'first-value';
  const together = input.together === true ? 'kept-together' : null;
  if (row.weight === 'along') return together;
  if (row.weight === 'score') return scoreMoved(before, next) ? row.reason : together;
  const isOurs = written !== undefined && sameValue(row.crmType, written, next);
  return isOurs && row.lead === null ? (together ?? 'restored') : row.reason;
}

/** What the row's rules compare: of a list of labels the highest ranked one, of any other field its value. */
function viewOf(row: PushedRow, value: FieldValue | undefined): FieldValue | undefined {
  const ranks = labelRanks(row);
  return ranks === null ? value : highestLabel(ranks, value);
}

/** Did a person change the field after the stage that is to be written began? A label of ours that still stands was not meant. */
function isOlder(row: PushedRow, { observed, written }: Stand, { changed, verdict }: PlanInput): boolean {
  const theirs = changedAt({ changed }, row.field);
  if (row.lead !== null || theirs === undefined || theirs <= verdict.standing.since) return false;
  const ours = written !== undefined && sameValue(row.crmType, observed, written);
  return labelRanks(row) === null || !ours;
}

/** What a field holds and what we last wrote there, as the row's rules see it. */
interface Stand {
  readonly observed: FieldValue | undefined;
  readonly written: FieldValue | undefined;
}

function skipOf(
  row: PushedRow,
  input: PlanInput,
  { stand, value, next }: { stand: Stand; value: FieldValue; next: FieldValue },
): SkipReason | null {
  const refused = own(input.refused, row.field);
  if (refused !== undefined && sameValue(row.crmType, refused, value)) return 'refused';
  const { observed } = stand;
  const left = row.lead === null ? null : leavesToCrm(row.lead, input, { field: row.field, observed, next });
  return left ?? forbids(row, { ...stand, next, isOlder: isOlder(row, stand, input) });
}

/** What the row would write, when there is something to write and it is not there yet. */
function proposeValue(row: PushedRow, input: PlanInput, next: FieldValue): Proposal {
  const present = own(input.observed, row.field);
  const stand = {
    observed: viewOf(row, present),
    written: viewOf(row, own(input.written?.fields, row.field)),
  };
  if (present !== undefined && alreadySays(row, stand.observed, next)) return { row, value: present };
  const ranks = labelRanks(row);
  const value = ranks === null ? next : withLabel(ranks, present, next);
  const skip = skipOf(row, input, { stand, value, next });
  if (skip !== null) return { row, skip };
  const before = stand.observed === undefined ? stand.written : stand.observed;
  return { row, value, reason: reasonOf(row, { ...stand, before, next }, input) };
}

/** The CRM's own stages need not have a word for each of ours: the others are simply not written. */
function isWordless({ verdict, rule }: PushedRow, lost: ProblemReason): boolean {
  return lost === 'no-crm-value' && verdict !== null && rule.kind === 'forward-only';
}

function propose(row: PushedRow, input: PlanInput): Proposal {
  if (input.contested.has(row.field)) return { row, skip: 'contested' };
  if (isItsOrigin(row, input)) return { row };
  const held = row.read(input);
  const { value: next, reason: lost } = toCrm(held, row.target);
  const problem =
    lost === null || held === undefined || isWordless(row, lost)
      ? {}
      : { problem: mappingProblem(row, null, { value: held, reason: lost }) };
  if (next === undefined) return { row, ...problem, ...(lost === null ? {} : { skip: 'no-value' }) };
  if (!readsBack(row, next, held)) return { row, skip: 'no-value', ...problem };
  return { ...proposeValue(row, input, next), ...problem };
}

/** Until when reasons of the small kind wait; `null` where the write may happen now. */
function waitsUntil(reasons: readonly PlanReason[], { written, lead, asOf }: PlanInput): Instant | null {
  if (written === null || reasons.length === 0 || !reasons.every((reason) => ONCE_A_DAY.has(reason)))
    return null;
  if (startOfUtcDay(written.at) !== startOfUtcDay(asOf)) return null;
  const isActive = lead.activities.some(({ at }) => at > written.at && at <= asOf);
  return isActive ? null : startOfUtcDay(asOf) + DAY_MS;
}

/** With nothing worth a write, what we wrote and still stands is desired on; a field that differs is left alone. */
function held(rows: readonly PushedRow[], { observed, written, contested }: PlanInput): Fields {
  const kept = rows.filter(({ field }) => !contested.has(field));
  const standing = kept.flatMap((row): [string, FieldValue][] => {
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
 * Where the records of a lead are kept `together`, whatever differs in one of them is a reason.
 * Without reasons, `desired` differs in nothing from `observed`: planning twice writes once.
 */
export function plan(input: PlanInput, mapping: Mapping): Plan {
  const rows = mapping.pushed.get(input.object) ?? [];
  const proposals = rows.map((row) => propose(row, input));
  const reasons = [...new Set(proposals.flatMap(({ reason }) => reason ?? []))];
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
