import { z } from 'zod';
import { id, instant } from '../page.ts';
import { stage } from './stages.ts';

/** A line of the leads table. */
export const leadLineSchema = z.object({
  id,
  name: z.string(),
  email: z.string(),
  company: z.string(),
  owner: z.string(),
  stage,
  /** Points, 0–100. */
  total: z.number(),
  grade: z.string(),
  reason: z.string(),
});
export type LeadLine = z.infer<typeof leadLineSchema>;

const permission = z.object({
  channel: z.enum(['email', 'phone']),
  state: z.enum(['granted', 'denied', 'unknown']),
  basis: z.string().nullable(),
  source: z.string().nullable(),
  at: instant.nullable(),
});

/** A person's decision; `until` null holds for ever. */
const decision = z.object({
  reason: z.string(),
  by: z.string(),
  at: instant,
  until: instant.nullable(),
});

const manualStageSchema = decision.extend({ stage });

/** Why a record shows this lead. */
const linkSchema = z.object({
  kind: z.enum(['by-hand', 'named-by-crm', 'email', 'alone', 'gone']),
  text: z.string(),
  /** What a person decided about the record. */
  byHand: z
    .object({ kind: z.enum(['cut', 'joined']), by: z.string(), at: instant, reason: z.string() })
    .nullable(),
});

/** One lead with everything that explains where it stands; words in the reader's language. */
export const leadSchema = leadLineSchema.extend({
  /** What is known; `at` is set where the value is an instant. */
  facts: z.array(
    z.object({ path: z.string(), label: z.string(), value: z.string(), at: instant.nullable() }),
  ),
  evaluatedAt: instant,
  modelVersion: z.int(),
  hot: z.boolean(),
  since: instant,
  reasons: z.array(z.string()),
  nextAction: z.string(),
  blockedBy: z.array(z.string()),
  /** Their points add up exactly to the total. */
  contributions: z.array(
    z.object({
      rule: z.string(),
      group: z.enum(['fit', 'engagement', 'negative']),
      label: z.string(),
      points: z.number(),
      evidence: z.string(),
      at: instant.nullable(),
    }),
  ),
  frameworks: z.array(
    z.object({
      framework: z.string(),
      qualified: z.boolean(),
      summary: z.string(),
      criteria: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          state: z.enum(['met', 'not-met', 'unknown']),
          stateLabel: z.string(),
          evidence: z.array(z.string()),
          question: z.string().nullable(),
        }),
      ),
    }),
  ),
  missing: z.array(z.object({ field: z.string(), label: z.string() })),
  permissions: z.array(permission),
  objected: z.boolean(),
  manual: manualStageSchema.nullable(),
  /** Fields that people set; their value as text. */
  manualValues: z.array(
    decision.extend({ path: z.string(), label: z.string(), value: z.string().nullable() }),
  ),
  /** Fields that a person may set. */
  settable: z.array(z.object({ path: z.string(), label: z.string(), type: z.enum(['text', 'number']) })),
  records: z.array(
    z.object({
      connectionId: id,
      vendorLabel: z.string(),
      object: z.string(),
      recordId: z.string(),
      uiUrl: z.string().nullable(),
      link: linkSchema,
      modifiedAt: instant,
      sync: z.enum(['in-sync', 'proposed', 'pending', 'refused', 'gone', 'converted']),
      /** The record that a conversion made of it. */
      convertedInto: z.object({ object: z.string(), recordId: z.string() }).nullable(),
      /** Why it is not in sync: what happened and what to do. */
      why: z.string().nullable(),
    }),
  ),
  activities: z.array(
    z.object({ kind: z.string(), at: instant, count: z.int(), derived: z.boolean(), detail: z.string() }),
  ),
  handOvers: z.array(
    z.object({
      state: z.enum(['intended', 'created', 'refused']),
      at: instant,
      message: z.string().nullable(),
    }),
  ),
});
export type Lead = z.infer<typeof leadSchema>;
