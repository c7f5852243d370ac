import type { Lead, LeadScore, Verdict } from '@tamis/core';
import {
  type Assembled,
  difference,
  isCrossing,
  type Plan,
  type PlanInput,
  plan,
  type ShownRecord,
  showApart,
} from '@tamis/mapping';
import type { Desire } from '../store/desired.ts';
import type { EvaluationInput, LinkedRecord } from '../store/evaluationInputs.ts';
import type { SideParts, Sides } from './assembleLead.ts';
import { type PlacedProblem, type PlacedWrite, pick } from './plannedWrite.ts';
import { isContested } from './rewritten.ts';

/** What the verdict about a lead rests on and says. */
export interface Judged {
  readonly lead: Lead;
  readonly origins: Assembled['origins'];
  readonly score: LeadScore;
  readonly verdict: Verdict;
  readonly explanation: { readonly reason: string; readonly nextAction: string };
  readonly asOf: number;
}

/** What one record should hold, and what is missing there. */
export interface PlannedRecord {
  readonly desire: readonly Desire[];
  readonly write: readonly PlacedWrite[];
  readonly heldUntil: number | null;
  readonly problems: readonly PlacedProblem[];
}

/** A record with the connection's parts. */
interface PlacedRecord {
  readonly parts: SideParts;
  readonly linked: LinkedRecord;
}

/**
 * Plans every record of a lead. Several records of one person show the same: where one of them gets a new verdict, or two of them show
 * different ones, all are brought up to it, however small the difference.
 */
export function planRecords(sides: Sides, input: EvaluationInput, judged: Judged): readonly PlannedRecord[] {
  const placed = [...input.sides.values()].flatMap(({ connectionId, linked }) => {
    const parts = sides.get(connectionId);
    return parts === undefined ? [] : linked.map((one) => ({ parts, linked: one }));
  });
  const plans = placed.map((one) => planOf(one, judged, false));
  const together = placed.length > 1 && (plans.some(({ reasons }) => reasons.length > 0) || isApart(placed));
  return placed.map((one, index) =>
    outcomeOf(one, together ? planOf(one, judged, true) : (plans[index] ?? planOf(one, judged, false))),
  );
}

function isApart([first, ...others]: readonly PlacedRecord[]): boolean {
  return first !== undefined && others.some((other) => showApart(shownBy(first), shownBy(other)));
}

function shownBy({ parts, linked }: PlacedRecord): ShownRecord {
  const { object, fields: observed } = linked.record;
  return { object, observed, mapping: parts.mapping };
}

function planOf({ parts, linked }: PlacedRecord, judged: Judged, together: boolean): Plan {
  const { connectionId, mapping } = parts;
  const { record, desire } = linked;
  const { object, id, fields: observed, changed, baselineAt, ourWrites = {} } = record;
  const written: PlanInput['written'] =
    desire?.written && desire.writtenAt !== null ? { fields: desire.written, at: desire.writtenAt } : null;
  const contested = Object.entries(desire?.contested ?? {}).flatMap(([field, one]) =>
    isContested(one) ? [field] : [],
  );
  return plan(
    {
      ...judged,
      connectionId,
      object,
      id,
      observed,
      changed,
      baselineAt,
      ourWrites,
      written,
      contested: new Set(contested),
      refused: desire?.refused ?? {},
      together,
    },
    mapping,
  );
}

function outcomeOf({ parts, linked }: PlacedRecord, planned: Plan): PlannedRecord {
  const { connectionId, mapping, guarded } = parts;
  const { record, desire } = linked;
  const { object, id, fields: observed } = record;
  const { desired, reasons, heldUntil, problems } = planned;
  const fields = difference({ object, observed, desired }, mapping);
  const differs = Object.keys(fields).length > 0;
  const state = differs ? (parts.writes ? 'pending' : 'proposed') : 'written';
  const before = pick(observed, guarded(object));
  return {
    desire:
      differs || desire !== null
        ? [{ connectionId, object, recordId: id, fields: desired, reasons, state }]
        : [],
    write: differs ? [{ connectionId, object, id, fields, before, crossing: isCrossing(reasons) }] : [],
    heldUntil,
    problems: problems.map((problem) => ({ ...problem, connectionId })),
  };
}
