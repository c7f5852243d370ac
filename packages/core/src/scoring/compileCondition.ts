import type { EmailInspector } from '../lead/emailQuality.ts';
import { type FieldType, fieldReader, fieldType, isMissing } from '../lead/fieldPath.ts';
import type { Activity, AttributeValue, Instant, Lead } from '../lead/lead.ts';
import { compileActivityFilter } from './activityFilter.ts';
import { type Comparison, type ComparisonTest, compileComparison } from './comparison.ts';
import type { ActivityCondition, Condition, FieldCondition } from './condition.ts';
import { ModelInvalid } from './modelInvalid.ts';

/** Milliseconds of a rolling day. */
export const DAY = 86_400_000;

/** `unknown`: a field that the condition needs is absent, null, empty or not readable as what the operator compares. */
export type Truth = true | false | 'unknown';

/** A compiled condition; `asOf` is the instant of judging in epoch milliseconds UTC. */
export type ConditionTest = (lead: Lead, asOf: Instant) => Truth;

/** `rule` names the place in errors; `inspect` makes the `email.*` fields readable. */
export interface ConditionContext {
  readonly rule?: string;
  readonly inspect?: EmailInspector;
}

/**
 * Compiles a condition. `all`, `any` and `not` follow Kleene's three-valued logic: unknown only where the missing field decides.
 * Throws {@link ModelInvalid} for an unknown field, an operator that does not fit the field's type, or a pattern that is not RE2.
 */
export function compileCondition(condition: Condition, context: ConditionContext = {}): ConditionTest {
  if ('all' in condition) return all(condition.all.map((part) => compileCondition(part, context)));
  if ('any' in condition) return any(condition.any.map((part) => compileCondition(part, context)));
  if ('not' in condition) return not(compileCondition(condition.not, context));
  return 'field' in condition
    ? onField(condition, context)
    : onActivity(condition, context.rule ?? 'condition');
}

function all(parts: readonly ConditionTest[]): ConditionTest {
  return (lead, asOf) => {
    let truth: Truth = true;
    for (const part of parts) {
      const found = part(lead, asOf);
      if (found === false) return false;
      if (found === 'unknown') truth = found;
    }
    return truth;
  };
}

function any(parts: readonly ConditionTest[]): ConditionTest {
  return (lead, asOf) => {
    let truth: Truth = false;
    for (const part of parts) {
      const found = part(lead, asOf);
      if (found === true) return true;
      if (found === 'unknown') truth = found;
    }
    return truth;
  };
}

function not(part: ConditionTest): ConditionTest {
  return (lead, asOf) => {
    const found = part(lead, asOf);
    return found === 'unknown' ? found : !found;
  };
}

function onField(condition: FieldCondition, context: ConditionContext): ConditionTest {
  const { field, exists, olderThan, newerThan, ...comparison } = condition;
  const rule = context.rule ?? 'condition';
  const read = fieldReader(field, { ...context, rule });
  if (exists !== undefined) return (lead) => !isMissing(read(lead)) === exists;
  const type = fieldType(field, rule);
  if (olderThan !== undefined || newerThan !== undefined) {
    demandType(type === 'instant' || type === 'any', { rule, field, type, operator: 'olderThan/newerThan' });
    return ofAge(read, { olderThan, newerThan });
  }
  demandComparable(comparison, { rule, field, type });
  return ofValue(read, compileComparison(comparison, `${rule}, field "${field}"`));
}

function ofValue(read: (lead: Lead) => AttributeValue | undefined, test: ComparisonTest): ConditionTest {
  return (lead) => {
    const value = read(lead);
    if (isMissing(value)) return 'unknown';
    if (typeof value === 'object') return value.some((item) => test(item) === true);
    return test(value) ?? 'unknown';
  };
}

function ofAge(
  read: (lead: Lead) => AttributeValue | undefined,
  limits: { olderThan: number | undefined; newerThan: number | undefined },
): ConditionTest {
  const { olderThan, newerThan = Number.POSITIVE_INFINITY } = limits;
  return (lead, asOf) => {
    const at = asInstant(read(lead));
    if (at === undefined) return 'unknown';
    return olderThan === undefined ? asOf - at < newerThan * DAY : asOf - at >= olderThan * DAY;
  };
}

/** Epoch milliseconds, or an ISO date or date-time with its zone (a zone-less time would depend on the machine). */
export function asInstant(value: AttributeValue | undefined): Instant | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !ISO_INSTANT.test(value)) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}
const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2}))?$/;

function onActivity(condition: ActivityCondition, rule: string): ConditionTest {
  const matches = compileActivityFilter(condition.activity, rule);
  const atLeast = condition.atLeast ?? 1;
  const reach = (condition.withinDays ?? Number.POSITIVE_INFINITY) * DAY;
  return (lead, asOf) => {
    let seen = 0;
    for (const activity of lead.activities) {
      if (countsWithin(activity, asOf, reach) && matches(activity)) seen += activity.count ?? 1;
      if (seen >= atLeast) return true;
    }
    return false;
  };
}

/** True for a verified activity of the last `reach` milliseconds before `asOf`. */
export function countsWithin(activity: Activity, asOf: Instant, reach: number): boolean {
  return activity.verified !== false && activity.at <= asOf && activity.at > asOf - reach;
}

interface Place {
  readonly rule: string;
  readonly field: string;
  readonly type: FieldType;
}

function demandComparable(comparison: Comparison, place: Place): void {
  const textual = comparison.contains !== undefined || comparison.matches !== undefined;
  const isText = place.type === 'text' || place.type === 'list' || place.type === 'any';
  if (textual) demandType(isText, { ...place, operator: 'contains/matches' });
  const isNumber = place.type === 'number' || place.type === 'instant' || place.type === 'any';
  if (comparison.between !== undefined) demandType(isNumber, { ...place, operator: 'between' });
}

function demandType(fits: boolean, place: Place & { operator: string }): void {
  if (fits) return;
  throw new ModelInvalid([
    `${place.rule}: "${place.operator}" does not fit the field "${place.field}", which is a ${place.type}.`,
  ]);
}
