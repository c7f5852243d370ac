import type { Capabilities, FieldDescription, Fields, MappingDocument } from '@tamis/adapter';
import { compileExplainer } from '@tamis/core';
import { difference, type MappingProblem, runnableMapping } from '@tamis/mapping';
import type { EvaluationInput } from '../store/evaluationInputs.ts';
import type { Sides } from '../sync/assembleLead.ts';
import { nothing } from '../sync/companions.ts';
import { type Judgement, type JudgeParts, judge } from '../sync/judge.ts';
import type { Service } from './service.ts';

/** What trying a mapping on stored leads needs. */
export interface Trial {
  readonly service: Service;
  readonly connectionId: string;
  /** All connections as their published mappings have it. */
  readonly others: Sides;
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

/**
 * Judges stored leads under a mapping of one connection exactly as a run would, with what the other connections hold of them, and
 * writes nothing.
 */
export function tryMapping(
  trial: Trial,
  document: MappingDocument,
): (input: EvaluationInput) => readonly TrialOutcome[] {
  const { service, connectionId, capabilities, fields, asOf } = trial;
  const { objects } = capabilities;
  const { mapping } = runnableMapping(document, fields, objects);
  const own = { connectionId, mapping, objects, writes: false, guarded: nothing, handOverAfter: null };
  const parts: JudgeParts = {
    sides: new Map([...trial.others, [connectionId, own]]),
    model: service.model,
    explainer: compileExplainer(service.model.model, service.workspace.language),
    language: service.workspace.language,
    asOf,
  };
  return (input) => {
    const judgement = judge(parts, input);
    const problems = judgement.problems.filter((one) => one.connectionId === connectionId);
    return (input.sides.get(connectionId)?.linked ?? []).map(
      ({ record: { object, id, fields: observed } }) => {
        const desire = judgement.desires.find(
          (one) => one.connectionId === connectionId && one.object === object && one.recordId === id,
        );
        return {
          judgement,
          object,
          recordId: id,
          observed,
          changes: difference({ object, observed, desired: desire?.fields ?? {} }, mapping),
          problems: problems.filter(({ recordId }) => recordId === id || recordId === null),
        };
      },
    );
  };
}
