import type { ConflictPolicy, Instant } from '@tamis/adapter';
import { toLead } from '../coerce.ts';
import type { PulledRow, Slot } from '../mapping.ts';
import { mappingProblem } from '../problem.ts';
import { fieldOf } from '../recordFields.ts';
import { isEmpty, type LeadValue } from '../values/leadValue.ts';
import { compareIds } from './compareIds.ts';
import type { SideProblem, SourceRecord } from './input.ts';
import { changedAt, copiedAt } from './ourCopy.ts';
import type { LeadField, SpeakingSide } from './sources.ts';

/** What one field of one record says of a lead field. */
export interface Candidate {
  readonly value: LeadValue;
  /** When the value came to stand there, as far as that is known. */
  readonly at: Instant;
  /** Somebody was seen to set it; otherwise `at` is the record's beginning. */
  readonly isSeen: boolean;
  /** When we wrote it; `null` where it is somebody's own word. */
  readonly copiedAt: Instant | null;
  readonly connectionId: string;
  readonly record: SourceRecord;
  readonly row: PulledRow;
  /** The row's place among those of its lead field. */
  readonly place: number;
}

/** Everything that is said of one lead field. */
export interface Heard {
  /** Values that compete: filled ones, and emptied fields whose row lets blanks be values. */
  readonly candidates: readonly Candidate[];
  /** Null or empty text of the first row that has one, for a field that nobody fills. */
  readonly empty: LeadValue | undefined;
}

/** What reading a row costs and finds. */
export interface Reader {
  readonly side: SpeakingSide;
  readonly problems: SideProblem[];
}

/** Reads a row from a record and notes what was lost. */
export function read(
  row: PulledRow,
  record: SourceRecord,
  { side, problems }: Reader,
): LeadValue | undefined {
  const raw = fieldOf(record, row.field);
  const { value, reason } = toLead(raw, row.target);
  if (reason !== null && raw !== undefined) {
    const { connectionId } = side;
    problems.push({ ...mappingProblem(row, record.id, { value: raw, reason }), connectionId });
  }
  return value;
}

interface Reading extends Reader {
  readonly slot: Slot;
  /** Every row is heard, whichever spoke before. */
  readonly all: boolean;
  /** An emptied field may say "nothing", where its row allows. */
  readonly blanks: boolean;
}

function wordIn(
  record: SourceRecord,
  at: Pick<Candidate, 'row' | 'place'>,
  reader: Reader,
): Candidate | null {
  const { field } = at.row;
  const value = read(at.row, record, reader);
  if (value === undefined) return null;
  const seenAt = changedAt(record, field);
  const { connectionId } = reader.side;
  return {
    ...at,
    value,
    at: seenAt ?? record.baselineAt,
    isSeen: seenAt !== undefined,
    copiedAt: copiedAt(record, field),
    connectionId,
    record,
  };
}

function counts({ value, row, isSeen }: Candidate, blanks: boolean): boolean {
  return !isEmpty(value) || (blanks && row.blanks && isSeen);
}

/**
 * What one side says. Rows that only read speak in the order of the document: the first one that says something is the only one heard
 * of them. Rows that also write are heard each.
 */
function hearSide(reading: Reading, heard: { candidates: Candidate[]; empties: Candidate[] }): void {
  const { side, slot, all, blanks } = reading;
  let hasSpoken = false;
  for (const [place, row] of slot.rows.entries()) {
    if (hasSpoken && !all && !row.twoWay) continue;
    const words = side.sources.flatMap((record) =>
      record.object === row.object ? (wordIn(record, { row, place }, reading) ?? []) : [],
    );
    const said = words.filter((word) => counts(word, blanks));
    heard.candidates.push(...said);
    heard.empties.push(...words.filter((word) => !counts(word, blanks)));
    hasSpoken ||= said.length > 0 && !row.twoWay;
  }
}

const CLASS: Readonly<Record<ConflictPolicy, number>> = { 'crm-wins': 0, newest: 1, 'hub-wins': 2 };

function byPlace(a: Candidate, b: Candidate): number {
  return (
    compareIds(a.connectionId, b.connectionId) || a.place - b.place || compareIds(a.record.id, b.record.id)
  );
}

/** Somebody's own word before our copies, of which the latest says best what the lead held. */
function wordsFirst(a: Candidate, b: Candidate): number {
  if (a.copiedAt === null || b.copiedAt === null)
    return Number(a.copiedAt !== null) - Number(b.copiedAt !== null);
  return b.copiedAt - a.copiedAt;
}

/** Best first: words before copies, then by the class of their rows, within a class the latest, then by connection, row and record. */
export function byAuthority(a: Candidate, b: Candidate): number {
  return wordsFirst(a, b) || CLASS[a.row.conflict] - CLASS[b.row.conflict] || b.at - a.at || byPlace(a, b);
}

/** Earliest first, then by connection, row and record. */
export function byTime(a: Candidate, b: Candidate): number {
  return a.at - b.at || byPlace(a, b);
}

/** The first candidate of an order; `undefined` where there is none. */
export function firstOf<T>(candidates: readonly T[], order: (a: T, b: T) => number): T | undefined {
  let [best, ...others] = candidates;
  for (const one of others) if (best !== undefined && order(one, best) < 0) best = one;
  return best;
}

/** Hears every side on one field of the lead. */
export function hear({ path, readers }: LeadField, problems: SideProblem[]): Heard {
  const heard = { candidates: [], empties: [] };
  const all = path.strictest !== undefined || path.earliest === 'value';
  const blanks = path.strictest === undefined && path.earliest === undefined;
  for (const { side, slot } of readers) hearSide({ side, slot, all, blanks, problems }, heard);
  const order = (a: Candidate, b: Candidate) =>
    compareIds(a.connectionId, b.connectionId) || a.place - b.place || b.at - a.at || byPlace(a, b);
  return { candidates: heard.candidates, empty: firstOf<Candidate>(heard.empties, order)?.value };
}
