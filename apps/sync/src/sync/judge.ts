import type { CrmRecord, Fields, RecordChange } from '@tamis/adapter';
import { explain, initialStanding, type LeadScore, type Standing, type Verdict } from '@tamis/core';
import { assemble, type MappingProblem, plan, sameValue } from '@tamis/mapping';
import type { Desire } from '../store/desired.ts';
import type { EvaluationInput, LinkedRecord } from '../store/evaluationInputs.ts';
import type { Evaluation } from '../store/evaluations.ts';
import type { RunContext } from './context.ts';

/** A change to send for one record, as the run's push takes it. */
export interface PlannedWrite extends RecordChange {
  readonly object: string;
}

/** Everything that follows from the present data of one lead. */
export interface Judgement {
  readonly evaluation: Evaluation;
  readonly standing: Standing;
  readonly changesAt: number | null;
  readonly desires: readonly Desire[];
  readonly writes: readonly PlannedWrite[];
  readonly problems: readonly MappingProblem[];
}

/** Assembles, scores and qualifies one lead and plans what its records should hold. Pure: the same inputs give the same judgement. */
export function judge(context: RunContext, input: EvaluationInput): Judgement {
  const { model, asOf } = context;
  const { lead, problems } = assemble(
    {
      leadId: input.leadId,
      records: input.linked.map(({ record }) => record),
      companies: relatedOf(context, input, 'company'),
      deals: relatedOf(context, input, 'deal'),
      activities: input.activities,
    },
    context.mapping,
  );
  const score = model.score(lead, asOf);
  const verdict = model.qualify(lead, score, { standing: input.standing ?? initialStanding(asOf), asOf });
  const explanation = explain({ score, verdict, model }, context.language);
  const planned = input.linked.map((linked) => planRecord(context, linked, { lead, score, verdict, explanation }));
  return {
    evaluation: { leadId: input.leadId, score, verdict, reason: explanation.reason },
    standing: verdict.standing,
    changesAt: verdict.changesAt,
    desires: planned.flatMap(({ desire }) => (desire ? [desire] : [])),
    writes: planned.flatMap(({ write }) => (write ? [write] : [])),
    problems,
  };
}

function relatedOf(context: RunContext, input: EvaluationInput, role: 'company' | 'deal'): readonly CrmRecord[] {
  return context.capabilities.objects
    .filter((object) => object.role === role)
    .flatMap(({ name }) => input.related.get(name) ?? []);
}
