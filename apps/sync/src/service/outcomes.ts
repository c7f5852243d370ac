import type { Capabilities, FieldDescription, Fields, MappingDocument } from '@tamis/adapter';
import { compileExplainer } from '@tamis/core';
import { difference, type MappingProblem, runnableMapping } from '@tamis/mapping';
import type { EvaluationInput } from '../store/evaluationInputs.ts';
import { type Judgement, type JudgeParts, judge } from '../sync/judge.ts';
import type { Service } from './service.ts';

/** What trying a mapping on stored leads needs. */
export interface Trial {
  readonly service: Service;
  readonly capabilities: Capabilities;
  readonly fields: readonly FieldDescription[];
  readonly asOf: number;
}

/** What a mapping makes of one record: the whole judgement, and the fields that a run would change in the CRM. */
export interface TrialOutcome {
  readonly judgement: Judgement;
  readonly object: string;
  readonly recordId: string;
  readonly observed: Fields;
  readonly changes: Fields;
  readonly problems: readonly MappingProblem[];
}

/** Judges stored leads under a mapping exactly as a run would, and writes nothing. */
export function tryMapping(
  trial: Trial,
  document: MappingDocument,
): (input: EvaluationInput) => readonly TrialOutcome[] {
  const { service, capabilities, fields, asOf } = trial;
  const { mapping } = runnableMapping(document, fields, capabilities.objects);
  const parts: JudgeParts = {
    capabilities,
    mapping,
    model: service.model,
    explainer: compileExplainer(service.model.model, service.workspace.language),
    language: service.workspace.language,
    asOf,
    writes: false,
  };
  return (input) => {
    const judgement = judge(parts, input);
    return input.linked.map(({ record: { object, id, fields: observed } }) => {
      const desired =
        judgement.desires.find((one) => one.object === object && one.recordId === id)?.fields ?? {};
      const problems = judgement.problems.filter(({ recordId }) => recordId === id || recordId === null);
      const changes = difference({ object, observed, desired }, mapping);
      return { judgement, object, recordId: id, observed, changes, problems };
    });
  };
}
