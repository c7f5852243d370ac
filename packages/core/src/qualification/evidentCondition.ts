import { fieldReader } from '../lead/fieldPath.ts';
import type { Instant, Lead } from '../lead/lead.ts';
import {
  asInstant,
  type ConditionContext,
  type ConditionTest,
  compileCondition,
  DAY,
} from '../scoring/compileCondition.ts';
import { type Condition, type FieldCondition, leaves } from '../scoring/condition.ts';
import { conditionEvidence } from '../scoring/conditionEvidence.ts';
import type { Evidence } from '../scoring/score.ts';
import { compileWindow } from './activityWindow.ts';

/** A condition that can say what it rests on and when time alone may turn it. */
export interface EvidentCondition {
  readonly test: ConditionTest;
  evidence(lead: Lead, asOf: Instant): Evidence;
  /** Instants at which time alone may change the answer. */
  edges(lead: Lead): readonly Instant[];
}

/** Compiles a condition together with its evidence. Throws `ModelInvalid` as `compileCondition` does. */
export function compileEvident(condition: Condition, context: ConditionContext): EvidentCondition {
  const edges = leaves(condition).map((leaf) => {
    if ('field' in leaf) return ageEdges(leaf, context);
    const { activity, withinDays = Number.POSITIVE_INFINITY } = leaf;
    return compileWindow({ filters: [activity], withinDays, place: context.rule ?? 'condition' }).edges;
  });
  return {
    test: compileCondition(condition, context),
    evidence: conditionEvidence(condition, context),
    edges: (lead) => edges.flatMap((of) => of(lead)),
  };
}

function ageEdges(leaf: FieldCondition, context: ConditionContext): (lead: Lead) => readonly Instant[] {
  const limits = [leaf.olderThan, leaf.newerThan].filter((days) => days !== undefined);
  if (limits.length === 0) return () => [];
  const read = fieldReader(leaf.field, context);
  return (lead) => {
    const at = asInstant(read(lead));
    return at === undefined ? [] : limits.map((days) => Math.ceil(at + days * DAY));
  };
}
