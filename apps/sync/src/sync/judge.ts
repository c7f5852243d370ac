import type { CrmRecord, RecordChange } from '@tamis/adapter';
import {
  initialStanding,
  type Lead,
  type LeadScore,
  nextActionLabel,
  type Standing,
  type Verdict,
} from '@tamis/core';
import { type Assembled, assemble, difference, isCrossing, type MappingProblem, plan } from '@tamis/mapping';
import { type HandOver, planHandOver } from '../handOver/task.ts';
import type { Desire } from '../store/desired.ts';
import type { EvaluationInput, LinkedRecord } from '../store/evaluationInputs.ts';
import type { Evaluation, LeadCard } from '../store/evaluations.ts';
import type { RunContext } from './context.ts';

/** A change to send for one record, as the run's push takes it. */
export interface PlannedWrite extends RecordChange {
  readonly object: string;
  /** It moves the person across a threshold; the others move points, or restore what stood there. */
  readonly crossing: boolean;
}

/** What of a run a judgement depends on: a page that tries a mapping out has the same. */
export interface JudgeParts
  extends Pick<RunContext, 'capabilities' | 'mapping' | 'model' | 'explainer' | 'language' | 'writes'> {
  readonly asOf: number;
}

/** Everything that follows from the present data of one lead. */
export interface Judgement {
  readonly evaluation: Evaluation;
  readonly standing: Standing;
  readonly changesAt: number | null;
  readonly desires: readonly Desire[];
  readonly writes: readonly PlannedWrite[];
  /** Sales is to be told, once. */
  readonly handOver: HandOver | null;
  readonly problems: readonly MappingProblem[];
}

/** Name of the one connection that a judgement knows. */
const ONLY_SIDE = '0';

/** Nobody has watched the record's fields: all are as old as its latest change. */
function unwatched({ modifiedAt }: CrmRecord) {
  return { changed: {}, baselineAt: modifiedAt };
}

/** Assembles, scores and qualifies one lead and plans what its records should hold. Pure: the same inputs give the same judgement. */
export function judge(context: JudgeParts, input: EvaluationInput): Judgement {
  const { model, asOf } = context;
  const side = {
    connectionId: ONLY_SIDE,
    mapping: context.mapping,
    records: input.linked.map(({ record }) => ({ ...record, ...unwatched(record) })),
    companies: relatedOf(context, input, 'company'),
    deals: relatedOf(context, input, 'deal'),
    activities: input.activities,
  };
  const assembled = assemble({ leadId: input.leadId, sides: [side], manual: [], asOf });
  const { lead, origins, problems } = assembled;
  const score = model.score(lead, asOf);
  const verdict = model.qualify(lead, score, input.standing ?? initialStanding(asOf), asOf);
  const explanation = {
    reason: context.explainer.written({ score, verdict }),
    nextAction: nextActionLabel(verdict.nextAction, context.language),
  };
  const planned = input.linked.map((linked) =>
    planRecord(context, linked, { lead, origins, score, verdict, explanation }),
  );
  return {
    evaluation: { leadId: input.leadId, score, verdict, reason: explanation.reason, card: cardOf(lead) },
    standing: verdict.standing,
    changesAt: earliest([verdict.changesAt, ...planned.map(({ heldUntil }) => heldUntil)]),
    desires: planned.flatMap(({ desire }) => desire),
    writes: planned.flatMap(({ write }) => write),
    handOver: planHandOver(input.leadId, {
      lead,
      verdict,
      explanation,
      record: input.linked[0]?.record,
      language: context.language,
      asOf,
    }),
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
}

interface PlannedRecord {
  readonly desire: readonly Desire[];
  readonly write: readonly PlannedWrite[];
  readonly heldUntil: number | null;
  readonly problems: readonly MappingProblem[];
}

/** What one record of the lead should hold, and what is missing there. */
function planRecord(context: JudgeParts, { record, desire }: LinkedRecord, judged: Judged): PlannedRecord {
  const { object, id, fields: observed } = record;
  const written =
    desire?.written && desire.writtenAt !== null ? { fields: desire.written, at: desire.writtenAt } : null;
  const { desired, reasons, heldUntil, problems } = plan(
    {
      ...judged,
      connectionId: ONLY_SIDE,
      object,
      id,
      observed,
      ...unwatched(record),
      contested: new Set(),
      written,
      asOf: context.asOf,
      refused: desire?.refused ?? {},
    },
    context.mapping,
  );
  const fields = difference({ object, observed, desired }, context.mapping);
  const differs = Object.keys(fields).length > 0;
  const state = differs ? (context.writes ? 'pending' : 'proposed') : 'written';
  return {
    desire: differs || desire !== null ? [{ object, recordId: id, fields: desired, reasons, state }] : [],
    write: differs ? [{ object, id, fields, crossing: isCrossing(reasons) }] : [],
    heldUntil,
    problems,
  };
}

function earliest(instants: readonly (number | null)[]): number | null {
  return instants.reduce((first, at) => (first === null || (at !== null && at < first) ? at : first), null);
}

function relatedOf(
  context: JudgeParts,
  input: EvaluationInput,
  role: 'company' | 'deal',
): readonly CrmRecord[] {
  return context.capabilities.objects
    .filter((object) => object.role === role)
    .flatMap(({ name }) => input.related.get(name) ?? []);
}
