import { z } from 'zod';
import type { Activity } from '../lead/lead.ts';
import { type ComparisonTest, comparisonShape, compileComparison } from './comparison.ts';

const attributeComparison = z
  .strictObject(comparisonShape)
  .refine((comparison) => Object.keys(comparison).length === 1, {
    error: 'an attribute is compared by exactly one operator',
  });

/** Which activities a rule looks at: one kind or several, and what their attributes must be. */
export const activityFilterSchema = z
  .strictObject({
    kind: z.string().min(1).optional(),
    kinds: z.array(z.string().min(1)).min(1).optional(),
    /** By attribute name; an activity without the attribute is not meant. All must hold. */
    attributes: z.record(z.string().min(1), attributeComparison).optional(),
  })
  .refine((filter) => (filter.kind === undefined) !== (filter.kinds === undefined), {
    error: 'a filter names either "kind" or "kinds"',
  });

/** See {@link activityFilterSchema}. */
export type ActivityFilter = z.infer<typeof activityFilterSchema>;

/** The kinds of activity a filter lets through. */
export function filterKinds(filter: ActivityFilter): readonly string[] {
  return filter.kinds ?? (filter.kind === undefined ? [] : [filter.kind]);
}

/** Compiles a filter. `rule` names the place in errors. Throws `ModelInvalid` for a pattern that is not RE2. */
export function compileActivityFilter(
  filter: ActivityFilter,
  rule = 'activity filter',
): (activity: Activity) => boolean {
  const kinds = new Set(filterKinds(filter));
  const attributes = compileAttributes(filter, rule);
  return (activity) => kinds.has(activity.kind) && attributes(activity);
}

/** The part of a filter that looks at attributes, for callers that have already chosen by kind. */
export function compileAttributes(filter: ActivityFilter, rule: string): (activity: Activity) => boolean {
  const tests = Object.entries(filter.attributes ?? {}).map(([name, comparison]) =>
    attributeTest(name, compileComparison(comparison, `${rule}, attribute "${name}"`)),
  );
  const [first, ...rest] = tests;
  if (first === undefined) return always;
  return rest.length === 0 ? first : (activity) => tests.every((test) => test(activity));
}

const always = () => true;

function attributeTest(name: string, test: ComparisonTest): (activity: Activity) => boolean {
  return (activity) => {
    const value = activity.attributes?.[name];
    return value !== undefined && test(value) === true;
  };
}
