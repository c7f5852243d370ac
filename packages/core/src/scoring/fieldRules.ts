import type { EmailInspector } from '../lead/emailQuality.ts';
import { fieldReader, fieldToAsk, fieldType, isMissing } from '../lead/fieldPath.ts';
import type { Instant, Lead } from '../lead/lead.ts';
import { asNumber } from './comparison.ts';
import { type ConditionTest, compileCondition } from './compileCondition.ts';
import { type Condition, leaves } from './condition.ts';
import { conditionEvidence } from './conditionEvidence.ts';
import type { FitRule } from './model.ts';
import { ModelInvalid } from './modelInvalid.ts';
import type { Evidence } from './score.ts';

/** What a rule says when a field that it needs is missing. */
const UNKNOWN = Number.NaN;

/** A rule on the lead's fields, ready to run. */
export interface FieldRule {
  readonly id: string;
  /** Hundredths; 0 when it does not hold, {@link UNKNOWN} when it cannot be told. */
  readonly points: (lead: Lead, asOf: Instant) => number;
  readonly evidence: (lead: Lead, asOf: Instant) => Evidence;
  /** The fields to ask for, for a lead for which the points are unknown. */
  readonly unknownFields: (lead: Lead, asOf: Instant) => readonly string[];
}

/** Points as integer hundredths. */
export function hundredths(points: number): number {
  return Math.round(points * 100);
}

/** Compiles a fit rule. Throws `ModelInvalid` with its id. */
export function compileFitRule(rule: FitRule, inspect: EmailInspector): FieldRule {
  return 'bands' in rule ? compileBands(rule, inspect) : compileConditionRule(rule, inspect);
}

/** Compiles a rule with one condition and its points. Throws `ModelInvalid` with its id. */
export function compileConditionRule(
  rule: { readonly id: string; readonly when: Condition; readonly points: number },
  inspect: EmailInspector,
): FieldRule {
  const context = { rule: `rule "${rule.id}"`, inspect };
  const test = compileCondition(rule.when, context);
  const worth = hundredths(rule.points);
  return {
    id: rule.id,
    points: (lead, asOf) => {
      const truth = test(lead, asOf);
      if (truth === true) return worth;
      return truth === false ? 0 : UNKNOWN;
    },
    evidence: conditionEvidence(rule.when, context),
    unknownFields: unknownAmong(rule.when, inspect),
  };
}

function unknownAmong(condition: Condition, inspect: EmailInspector): FieldRule['unknownFields'] {
  const asked: { readonly field: string; readonly test: ConditionTest }[] = [];
  for (const leaf of leaves(condition)) {
    if ('field' in leaf)
      asked.push({ field: fieldToAsk(leaf.field), test: compileCondition(leaf, { inspect }) });
  }
  return (lead, asOf) => asked.filter(({ test }) => test(lead, asOf) === 'unknown').map(({ field }) => field);
}

function compileBands(rule: Extract<FitRule, { bands: unknown }>, inspect: EmailInspector): FieldRule {
  const place = `rule "${rule.id}"`;
  const type = fieldType(rule.field, place);
  if (type !== 'number' && type !== 'instant' && type !== 'any') {
    throw new ModelInvalid([`${place}: "bands" need a number, and the field "${rule.field}" is a ${type}.`]);
  }
  const read = fieldReader(rule.field, { rule: place, inspect });
  const pointsOf = bandPoints(rule.bands);
  return {
    id: rule.id,
    points: (lead) => {
      const value = read(lead);
      if (isMissing(value) || typeof value === 'object') return UNKNOWN;
      const number = asNumber(value);
      return number === undefined ? UNKNOWN : pointsOf(number);
    },
    evidence: (lead) => ({ field: rule.field, value: read(lead) ?? null }),
    unknownFields: () => [fieldToAsk(rule.field)],
  };
}

function bandPoints(bands: Extract<FitRule, { bands: unknown }>['bands']): (value: number) => number {
  const compiled = bands.map(({ min, max, points }) => ({
    min: min ?? Number.NEGATIVE_INFINITY,
    max: max ?? Number.POSITIVE_INFINITY,
    worth: hundredths(points),
  }));
  return (value) => {
    for (const band of compiled) if (value >= band.min && value <= band.max) return band.worth;
    return 0;
  };
}
