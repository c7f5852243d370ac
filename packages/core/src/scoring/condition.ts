import { z } from 'zod';
import { type ActivityFilter, activityFilterSchema } from './activityFilter.ts';
import { type Comparison, comparisonShape } from './comparison.ts';

const days = z.number().positive();

const OPERATORS = [...Object.keys(comparisonShape), 'exists', 'olderThan', 'newerThan'];

const fieldConditionSchema = z
  .strictObject({
    /** A lead field path, for instance `person.jobTitle` or `attributes.budget`. */
    field: z.string().min(1),
    ...comparisonShape,
    /** `true`: the field has a value; `false`: it is absent, null or empty. Never unknown. */
    exists: z.boolean().optional(),
    /** The field's instant lies at least so many days (rolling 24 hours) back. */
    olderThan: days.optional(),
    /** The field's instant lies less than so many days back. */
    newerThan: days.optional(),
  })
  .refine((condition) => Object.keys(condition).length === 2, {
    error: `a condition on a field has exactly one operator of ${OPERATORS.join(', ')}`,
  });

const activityConditionSchema = z.strictObject({
  /** Such activities happened. Never unknown: what was not seen did not happen. */
  activity: activityFilterSchema,
  /** At least so many; 1 where absent. */
  atLeast: z.int().positive().optional(),
  /** Within so many rolling days before the instant of scoring. */
  withinDays: days.optional(),
});

/** A condition on a field of the lead, with exactly one operator. */
export interface FieldCondition extends Comparison {
  field: string;
  exists?: boolean | undefined;
  olderThan?: number | undefined;
  newerThan?: number | undefined;
}

/** A condition on the lead's verified activities. */
export interface ActivityCondition {
  activity: ActivityFilter;
  atLeast?: number | undefined;
  withinDays?: number | undefined;
}

/** A condition on a lead: on a field, on activities, or composed of conditions. JSON, as in a scoring model. */
export type Condition =
  | FieldCondition
  | ActivityCondition
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

/** Parses a {@link Condition}. */
export const conditionSchema: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      fieldConditionSchema,
      activityConditionSchema,
      z.strictObject({ all: z.array(conditionSchema).min(1) }),
      z.strictObject({ any: z.array(conditionSchema).min(1) }),
      z.strictObject({ not: conditionSchema }),
    ]),
  )
  .meta({ id: 'Condition' });

/** The single conditions that a condition is composed of, in order. */
export function leaves(condition: Condition): readonly (FieldCondition | ActivityCondition)[] {
  if ('all' in condition) return condition.all.flatMap(leaves);
  if ('any' in condition) return condition.any.flatMap(leaves);
  return 'not' in condition ? leaves(condition.not) : [condition];
}
