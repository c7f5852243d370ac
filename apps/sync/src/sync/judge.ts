import {
  type CompiledModel,
  type Explainer,
  initialStanding,
  type Language,
  type Lead,
  nextActionLabel,
  type Standing,
} from '@tamis/core';
import { type HandOver, planHandOver } from '../handOver/task.ts';
import type { Desire } from '../store/desired.ts';
import type { EvaluationInput } from '../store/evaluationInputs.ts';
import type { Evaluation, LeadCard } from '../store/evaluations.ts';
import { assembleLead, type Sides } from './assembleLead.ts';
import type { PlacedProblem, PlacedWrite } from './plannedWrite.ts';
import { planRecords } from './planRecords.ts';
import { whoIsTold } from './whoIsTold.ts';

/** What a judgement depends on beside the lead's data: a page that tries a mapping out has the same. */
export interface JudgeParts {
  readonly sides: Sides;
  readonly model: CompiledModel;
  readonly explainer: Explainer;
  readonly language: Language;
  readonly asOf: number;
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
  const planned = planRecords(sides, input, judged);
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

function earliest(instants: readonly (number | null)[]): number | null {
  return instants.reduce((first, at) => (first === null || (at !== null && at < first) ? at : first), null);
}
