import { z } from 'zod';
import { qualificationPolicySchema } from '../qualification/policy.ts';
import { activityFilterSchema } from './activityFilter.ts';
import { conditionSchema } from './condition.ts';

/** Points have at most two decimals, so that they are whole hundredths. */
const points = z.number().multipleOf(0.01);
const days = z.number().positive();

/** What every rule carries: `label` is what a reader sees; `origin` tells the guide's own figures from our priors. */
const head = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens'),
  label: z.strictObject({ fr: z.string().min(1), en: z.string().min(1) }),
  origin: z.enum(['guide', 'prior']).optional(),
};

const band = z.strictObject({
  /** Included; open where absent. */
  min: z.number().optional(),
  /** Included; open where absent. */
  max: z.number().optional(),
  points: points.nonnegative(),
});

/** How activities become points. They are judged from the newest to the oldest. */
const activityPoints = {
  /** Any of these filters lets an activity through. */
  activities: z.array(activityFilterSchema).min(1),
  /** So many activities earn the points once, dated by the newest of them; 1 where absent. */
  count: z.int().positive().optional(),
  /** Only activities of the last so many rolling days; all of them where absent. */
  windowDays: days.optional(),
  /** At most `times` activities within any rolling `days`. */
  perWindow: z.strictObject({ times: z.int().positive().max(1_000), days }).optional(),
  /** Largest size of the rule's points in all. */
  cap: points.positive().optional(),
  /** Least distance between two activities that count. */
  cooldownDays: days.optional(),
  /** An activity's weight halves in so many days; it never fades where absent. */
  halfLifeDays: days.optional(),
  /** Counts only where tracking may be used, see {@link scoringModelSchema} `tracking`. */
  needsTracking: z.boolean().optional(),
};

const conditionRule = z.strictObject({ ...head, when: conditionSchema, points: points.positive() });

const bandRule = z.strictObject({
  ...head,
  /** A number or instant field; the first band that holds it gives its points. */
  field: z.string().min(1),
  bands: z.array(band).min(1),
});

const engagementRule = z.strictObject({ ...head, ...activityPoints, points: points.positive() });

const negativeCondition = z.strictObject({
  ...head,
  when: conditionSchema,
  points: points.negative(),
  /** The side whose grade it lowers. */
  side: z.enum(['fit', 'engagement']),
});

const negativeActivity = z.strictObject({ ...head, ...activityPoints, points: points.negative() });

const gate = z.strictObject({
  ...head,
  effect: z.enum(['disqualify', 'block-hand-over']),
  when: conditionSchema,
});

/** Least share of the reachable points, in percent. */
const percent = z.number().min(0).max(100);

/**
 * A scoring model: one versioned JSON document. Strict: a key that is not listed is an error. Points are whole points with at most
 * two decimals, days are rolling 24 hours.
 */
export const scoringModelSchema = z.strictObject({
  id: head.id,
  version: z.int().positive(),
  fit: z.array(z.union([conditionRule, bandRule])),
  engagement: z.array(engagementRule),
  negatives: z.array(z.union([negativeCondition, negativeActivity])),
  gates: z.array(gate),
  /** What the positive rules of a side, and of both together, add up to at most; negatives are taken off afterwards. */
  caps: z.strictObject({
    fit: points.positive().optional(),
    engagement: points.positive().optional(),
    total: points.positive().optional(),
  }),
  grades: z.strictObject({
    fit: z.strictObject({ A: percent, B: percent, C: percent }),
    engagement: z.strictObject({ 1: percent, 2: percent, 3: percent }),
  }),
  /** Whether opens and page views of a person who was not asked count; after a refusal they never do. */
  tracking: z.enum(['unless-refused', 'only-if-granted']),
  qualification: qualificationPolicySchema,
});

/** See {@link scoringModelSchema}. */
export type ScoringModel = z.infer<typeof scoringModelSchema>;
export type FitRule = ScoringModel['fit'][number];
export type EngagementRule = ScoringModel['engagement'][number];
export type NegativeRule = ScoringModel['negatives'][number];
/** The part of a rule that turns activities into points. */
export type ActivityPoints = Omit<EngagementRule, 'label' | 'origin'>;
export type Gate = ScoringModel['gates'][number];
