import { fieldReader } from '../lead/fieldPath.ts';
import type { Instant, Lead } from '../lead/lead.ts';
import { compileActivityFilter } from './activityFilter.ts';
import { asInstant, type ConditionContext, DAY } from './compileCondition.ts';
import { type ActivityCondition, type Condition, type FieldCondition, leaves } from './condition.ts';

/** Adds the instants at which time alone may change a condition's answer to `edges`. */
export type EdgeFinder = (lead: Lead, edges: Set<Instant>) => void;

/** Compiles a condition into its {@link EdgeFinder}. Throws `ModelInvalid`. */
export function conditionEdges(condition: Condition, context: ConditionContext): EdgeFinder {
  const finders = leaves(condition).flatMap((leaf) =>
    'field' in leaf ? ageEdges(leaf, context) : [activityEdges(leaf, context)],
  );
  return (lead, edges) => {
    for (const find of finders) find(lead, edges);
  };
}

function ageEdges(condition: FieldCondition, context: ConditionContext): readonly EdgeFinder[] {
  const days = condition.olderThan ?? condition.newerThan;
  if (days === undefined) return [];
  const read = fieldReader(condition.field, context);
  return [
    (lead, edges) => {
      const at = asInstant(read(lead));
      if (at !== undefined) edges.add(Math.ceil(at + days * DAY));
    },
  ];
}

function activityEdges(condition: ActivityCondition, context: ConditionContext): EdgeFinder {
  const matches = compileActivityFilter(condition.activity, context.rule);
  const { withinDays } = condition;
  return (lead, edges) => {
    for (const activity of lead.activities) {
      if (activity.verified === false || !matches(activity)) continue;
      edges.add(activity.at);
      if (withinDays !== undefined) edges.add(Math.ceil(activity.at + withinDays * DAY));
    }
  };
}
