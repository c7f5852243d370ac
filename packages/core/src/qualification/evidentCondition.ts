import type { EmailInspector } from '../lead/emailQuality.ts';
import { fieldReader } from '../lead/fieldPath.ts';
import type { Instant, Lead } from '../lead/lead.ts';
import { asInstant, type ConditionTest, compileCondition, DAY } from '../scoring/compileCondition.ts';
import { type ActivityCondition, type Condition, type FieldCondition, leaves } from '../scoring/condition.ts';
import type { Evidence } from '../scoring/score.ts';
import { compileWindow } from './activityWindow.ts';

/** A condition that can say what it rests on and when time alone may turn it. */
export interface EvidentCondition {
  readonly test: ConditionTest;
  /** What its single conditions that hold rest on. */
  evidence(lead: Lead, asOf: Instant): readonly Evidence[];
  /** Instants at which time alone may change the answer. */
  edges(lead: Lead): readonly Instant[];
}

interface Leaf {
  readonly test: ConditionTest;
  readonly evidence: (lead: Lead, asOf: Instant) => Evidence;
  readonly edges: (lead: Lead) => readonly Instant[];
}

/** Where a condition stands in the policy, for errors, and what makes `email.*` fields readable. */
export interface ConditionPlace {
  readonly rule: string;
  readonly inspect?: EmailInspector;
}

/** Compiles a condition together with its evidence. Throws `ModelInvalid` as `compileCondition` does. */
export function compileEvident(condition: Condition, place: ConditionPlace): EvidentCondition {
  const parts = leaves(condition).map((leaf) =>
    'field' in leaf ? fieldLeaf(leaf, place) : activityLeaf(leaf, place),
  );
  return {
    test: compileCondition(condition, place),
    evidence: (lead, asOf) =>
      parts.filter((part) => part.test(lead, asOf) === true).map((part) => part.evidence(lead, asOf)),
    edges: (lead) => parts.flatMap((part) => part.edges(lead)),
  };
}

function fieldLeaf(leaf: FieldCondition, place: ConditionPlace): Leaf {
  const read = fieldReader(leaf.field, place);
  const limits = [leaf.olderThan, leaf.newerThan].filter((days) => days !== undefined);
  return {
    test: compileCondition(leaf, place),
    evidence: (lead) => ({ field: leaf.field, value: read(lead) ?? null }),
    edges: (lead) => {
      const at = limits.length === 0 ? undefined : asInstant(read(lead));
      return at === undefined ? [] : limits.map((days) => Math.ceil(at + days * DAY));
    },
  };
}

function activityLeaf(leaf: ActivityCondition, place: ConditionPlace): Leaf {
  const withinDays = leaf.withinDays ?? Number.POSITIVE_INFINITY;
  const window = compileWindow({ filters: [leaf.activity], withinDays, place: place.rule });
  return {
    test: compileCondition(leaf, place),
    evidence: (lead, asOf) => window.seen(lead, asOf) ?? {},
    edges: window.edges,
  };
}
