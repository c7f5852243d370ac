import { fieldReader } from '../lead/fieldPath.ts';
import type { Activity, Instant, Lead } from '../lead/lead.ts';
import { compileActivityFilter } from './activityFilter.ts';
import { type ConditionContext, compileCondition, countsWithin, DAY } from './compileCondition.ts';
import type { ActivityCondition, Condition } from './condition.ts';
import type { Evidence } from './score.ts';

/** What a condition that holds rests on: the value of its (first) field, or the latest of its activities and how many there were. */
export function conditionEvidence(
  condition: Condition,
  context: ConditionContext,
): (lead: Lead, asOf: Instant) => Evidence {
  if ('any' in condition) return firstThatHolds(condition.any, context);
  if ('not' in condition) return conditionEvidence(condition.not, context);
  if ('field' in condition) {
    const read = fieldReader(condition.field, context);
    return (lead) => ({ field: condition.field, value: read(lead) ?? null });
  }
  if ('activity' in condition) return activityEvidence(condition, context);
  const [first] = condition.all;
  return first === undefined ? () => ({}) : conditionEvidence(first, context);
}

function firstThatHolds(
  parts: readonly Condition[],
  context: ConditionContext,
): (lead: Lead, asOf: Instant) => Evidence {
  const compiled = parts.map((part) => ({
    test: compileCondition(part, context),
    evidence: conditionEvidence(part, context),
  }));
  return (lead, asOf) => {
    const held = compiled.find(({ test }) => test(lead, asOf) === true) ?? compiled[0];
    return held?.evidence(lead, asOf) ?? {};
  };
}

function activityEvidence(
  condition: ActivityCondition,
  context: ConditionContext,
): (lead: Lead, asOf: Instant) => Evidence {
  const matches = compileActivityFilter(condition.activity, context.rule);
  const reach = (condition.withinDays ?? Number.POSITIVE_INFINITY) * DAY;
  return (lead, asOf) =>
    latestOf(lead.activities.filter((one) => countsWithin(one, asOf, reach) && matches(one)));
}

function latestOf(activities: readonly Activity[]): Evidence {
  if (activities.length === 0) return { count: 0 };
  const at = activities.reduce((latest, activity) => Math.max(latest, activity.at), Number.NEGATIVE_INFINITY);
  return { at, count: activities.reduce((sum, activity) => sum + (activity.count ?? 1), 0) };
}
