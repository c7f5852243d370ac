import type { Instant, Lead } from '../lead/lead.ts';
import { type ConditionContext, type ConditionTest, compileCondition } from '../scoring/compileCondition.ts';
import type { Condition } from '../scoring/condition.ts';
import { conditionEdges, type EdgeFinder } from '../scoring/conditionEdges.ts';
import { conditionEvidence } from '../scoring/conditionEvidence.ts';
import type { Evidence } from '../scoring/score.ts';

/** A condition that can say what it rests on and when time alone may turn it. */
export interface EvidentCondition {
  readonly test: ConditionTest;
  readonly evidence: (lead: Lead, asOf: Instant) => Evidence;
  readonly edges: EdgeFinder;
}

/** Compiles a condition together with its evidence. Throws `ModelInvalid` as `compileCondition` does. */
export function compileEvident(condition: Condition, context: ConditionContext): EvidentCondition {
  return {
    test: compileCondition(condition, context),
    evidence: conditionEvidence(condition, context),
    edges: conditionEdges(condition, context),
  };
}
