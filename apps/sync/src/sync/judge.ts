import type { RecordChange } from '@tamis/adapter';
import {
  type CompiledModel,
  type Explainer,
  initialStanding,
  type Language,
  type Lead,
  type LeadScore,
  nextActionLabel,
  type Standing,
  type Verdict,
} from '@tamis/core';
import { type Assembled, difference, isCrossing, type MappingProblem, plan } from '@tamis/mapping';
import { type HandOver, planHandOver } from '../handOver/task.ts';
import type { Desire } from '../store/desired.ts';
import type { EvaluationInput, LinkedRecord } from '../store/evaluationInputs.ts';
import type { Evaluation, LeadCard } from '../store/evaluations.ts';
import { assembleLead, type SideParts, type Sides } from './assembleLead.ts';
import { isContested } from './rewritten.ts';
import { whoIsTold } from './whoIsTold.ts';

/** A change to send for one record, as the run's push takes it. */
export interface PlannedWrite extends RecordChange {
  readonly object: string;
  /** It moves the person across a threshold; the others move points, or restore what stood there. */
  readonly crossing: boolean;
}

/** A write with the connection whose run sends it. */
export interface PlacedWrite extends PlannedWrite {
  readonly connectionId: string;
}

/** What a judgement depends on beside the lead's data: a page that tries a mapping out has the same. */
export interface JudgeParts {
  readonly sides: Sides;
  readonly model: CompiledModel;
  readonly explainer: Explainer;
  readonly language: Language;
  readonly asOf: number;
}

/** A loss on the way from a CRM's field to the lead or back, with the connection of the field. */
export interface PlacedProblem extends MappingProblem {
  readonly connectionId: string;
}

/** Everything that follows from the present data of one lead. */
export interface Judgement {
  readonly lead: Lead;
  readonly evaluation: Evaluation;
  readonly standing: Standing;
  readonly changesAt: number | null;
  readonly desires: readonly Desire[];
  readonly writes: readonly PlacedWrite[];
  /** Sales is to be told, once. */
  readonly handOver: HandOver | null;
  readonly problems: readonly PlacedProblem[];
}

/** Assembles, scores and qualifies one lead and plans what its records should hold. Pure: the same inputs give the same judgement. */
export function judge(parts: JudgeParts, input: EvaluationInput): Judgement {
  const { model, asOf, sides } = parts;
  const { lead, origins, problems, changesAt } = assembleLead(sides, input, asOf);
  const score = model.score(lead, asOf);
  const verdict = model.qualify(lead, score, input.standing ?? initialStanding(asOf), asOf);
  const explanation = {
    reason: parts.explainer.written({ score, verdict }),
    nextAction: nextActionLabel(verdict.nextAction, parts.language),
  };
  const judged = { lead, origins, score, verdict, explanation, asOf };
  const planned = planLead(sides, input, judged);
  const told = whoIsTold(sides, input, verdict.standing.since);
  return {
    lead,
    evaluation: { leadId: input.leadId, score, verdict, reason: explanation.reason, card: cardOf(lead) },
    standing: verdict.standing,
    changesAt: earliest([verdict.changesAt, changesAt, ...planned.map(({ heldUntil }) => heldUntil)]),
    desires: planned.flatMap(({ desire }) => desire),
    writes: planned.flatMap(({ write }) => write),
    handOver: told && planHandOver(input.leadId, { ...judged, ...told, language: parts.language }),
    problems: [...problems, ...planned.flatMap((one) => one.problems)],
  };
}

function cardOf({ person, company, owner }: Lead): LeadCard {
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ');
  return {
    name: name || (person.email ?? ''),
    email: person.email ?? '',
    company: company.name ?? '',
    owner: owner.name || owner.email || '',
  };
}

/** What the verdict about a lead rests on and says. */
interface Judged {
  readonly lead: Lead;
  readonly origins: Assembled['origins'];
  readonly score: LeadScore;
  readonly verdict: Verdict;
  readonly explanation: { readonly reason: string; readonly nextAction: string };
  readonly asOf: number;
  /** See `PlanInput`. */
  readonly elsewhere?: boolean;
}

interface PlannedRecord {
  readonly desire: readonly Desire[];
  readonly write: readonly PlacedWrite[];
  readonly heldUntil: number | null;
  readonly problems: readonly PlacedProblem[];
}

/** What every record of the lead should hold. Where one is written, the others say the same of the verdict. */
function planLead(sides: Sides, input: EvaluationInput, judged: Judged): readonly PlannedRecord[] {
  const alone = planRecords(sides, input, judged);
  const isWritten = alone.some(({ desire }) => desire.some(({ state }) => state === 'pending'));
  return isWritten && alone.length > 1 ? planRecords(sides, input, { ...judged, elsewhere: true }) : alone;
}

function planRecords(sides: Sides, input: EvaluationInput, judged: Judged): readonly PlannedRecord[] {
  return [...input.sides.values()].flatMap(({ connectionId, linked }) => {
    const parts = sides.get(connectionId);
    return parts === undefined ? [] : linked.map((one) => planRecord(parts, one, judged));
  });
}

/** What one record of the lead should hold, and what is missing there. */
function planRecord(parts: SideParts, { record, desire }: LinkedRecord, judged: Judged): PlannedRecord {
  const { connectionId, mapping } = parts;
  const { object, id, fields: observed, changed, baselineAt } = record;
  const written =
    desire?.written && desire.writtenAt !== null ? { fields: desire.written, at: desire.writtenAt } : null;
  const contested = Object.entries(desire?.contested ?? {}).flatMap(([field, one]) =>
    isContested(one) ? [field] : [],
  );
  const { desired, reasons, heldUntil, problems } = plan(
    {
      ...judged,
      connectionId,
      object,
      id,
      observed,
      changed,
      baselineAt,
      written,
      contested: new Set(contested),
      refused: desire?.refused ?? {},
    },
    mapping,
  );
  const fields = difference({ object, observed, desired }, mapping);
  const differs = Object.keys(fields).length > 0;
  const state = differs ? (parts.writes ? 'pending' : 'proposed') : 'written';
  return {
    desire:
      differs || desire !== null
        ? [{ connectionId, object, recordId: id, fields: desired, reasons, state }]
        : [],
    write: differs ? [{ connectionId, object, id, fields, crossing: isCrossing(reasons) }] : [],
    heldUntil,
    problems: problems.map((problem) => ({ ...problem, connectionId })),
  };
}

function earliest(instants: readonly (number | null)[]): number | null {
  return instants.reduce((first, at) => (first === null || (at !== null && at < first) ? at : first), null);
}
