import { z } from 'zod';
import { activityFilterSchema } from '../scoring/activityFilter.ts';
import { conditionSchema } from '../scoring/condition.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens');
const days = z.int().positive();
const label = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });

/** Stages that rank against each other; `recycled` and `disqualified` are decided before the ranking. */
export const RANKED_STAGES = ['customer', 'opportunity', 'sql', 'pql', 'mql', 'raw'] as const;
/** See {@link RANKED_STAGES}. */
export type RankedStage = (typeof RANKED_STAGES)[number];

/** Something that was done at least `count` times in the last `withinDays` rolling days of 24 hours; any of the filters may match. */
export const signalSchema = z.strictObject({
  activities: z.array(activityFilterSchema).min(1),
  count: z.int().positive(),
  withinDays: days,
});
/** See {@link signalSchema}. */
export type Signal = z.infer<typeof signalSchema>;

/** In whole points: entered at `enter` and above; left below `enter - exitMargin` once that has lasted `dwellDays` without a break. */
const thresholdSchema = z.strictObject({
  enter: z.number().positive(),
  exitMargin: z.number().nonnegative(),
  dwellDays: z.int().nonnegative(),
});
/** See the fields of {@link qualificationPolicySchema}: whole points and days. */
export type Threshold = z.infer<typeof thresholdSchema>;

/** The letters of BANT, in the order in which they are asked. */
export const BANT_IDS = ['budget', 'authority', 'need', 'timeline'] as const;
/** A letter of BANT. */
export type BantId = (typeof BANT_IDS)[number];

/** A letter of BANT. Met where one of `met` holds; else not met where one of `notMet` holds; else unknown. */
const criterionSchema = z.strictObject({
  id: z.enum(BANT_IDS),
  met: z.array(conditionSchema),
  notMet: z.array(conditionSchema),
  /** Lead fields that would answer the question, most useful first. */
  ask: z.array(z.string().min(1)),
});
/** How one letter of BANT is told. */
export type CriterionPolicy = z.infer<typeof criterionSchema>;

/** A signal strong enough to act on at once. */
const fastLaneSchema = signalSchema.extend({
  id,
  label,
  /** Stage it leads straight to; `null` only raises the alert. */
  stage: z.enum(['sql', 'pql', 'mql']).nullable(),
  /** Least letter of the fit grade for the stage; `null` asks for none. */
  minFit: z.enum(['A', 'B', 'C', 'D']).nullable(),
  /** The stage is given only where the person may be contacted. */
  needsPermission: z.boolean(),
  hot: z.boolean(),
});
/** See {@link signalSchema}; with the stage it leads to and what it asks for. */
export type FastLane = z.infer<typeof fastLaneSchema>;

const permissionPolicySchema = z.strictObject({
  /** What a lead that does not say so is taken for. */
  assumedKind: z.enum(['business', 'private']),
  /** Legitimate interest is not enough for anybody: only consent, a contract or the person's own request. */
  requireConsent: z.boolean(),
  /** What a person asked for themselves may be answered. */
  ownRequest: signalSchema,
});
/** Who may be contacted without having said so. */
export type PermissionPolicy = z.infer<typeof permissionPolicySchema>;

/** How leads are qualified: the `qualification` part of a scoring model. Points are whole points, windows rolling days of 24 hours. */
export const qualificationPolicySchema = z.strictObject({
  /** Which of several stages is written, highest first. */
  order: z
    .array(z.enum(RANKED_STAGES))
    .length(RANKED_STAGES.length)
    .refine((order) => new Set(order).size === order.length, 'name each stage once'),
  mql: z.strictObject({ score: thresholdSchema, content: signalSchema }),
  /** Falling below the exit threshold ends the hand-over and never the stage: decay alone does not demote what sales works on. */
  sql: z.strictObject({ score: thresholdSchema }),
  pql: z.strictObject({
    planLimit: signalSchema,
    /** The workspace's own activation events: all of them must hold. Empty: none defined. */
    activation: z.array(signalSchema),
    dwellDays: z.int().nonnegative(),
  }),
  bant: z.strictObject({
    needed: z.int().min(1).max(BANT_IDS.length),
    criteria: z
      .array(criterionSchema)
      .length(BANT_IDS.length)
      .refine((all) => new Set(all.map((one) => one.id)).size === all.length, 'describe each letter once'),
  }),
  fastLanes: z.array(fastLaneSchema),
  permission: permissionPolicySchema,
  /** Words by which the CRM's own lifecycle says that a lead is a customer or in a deal; compared without regard to case. */
  lifecycle: z.strictObject({ customer: z.array(z.string()), opportunity: z.array(z.string()) }),
  rejection: z.strictObject({
    /** A rejection counts only once its reason is given. */
    needsReason: z.boolean(),
  }),
  recycled: z.strictObject({
    /** A lead that sales sent back re-enters only after one of these, done later than that. */
    reentry: z.array(activityFilterSchema).min(1),
  }),
});
/** See {@link qualificationPolicySchema}. */
export type QualificationPolicy = z.infer<typeof qualificationPolicySchema>;
