import { z } from 'zod';
import { id, instant, pageOf, pageQuery } from '../page.ts';
import { defineRoutes } from '../route.ts';

export const stages = [
  'raw',
  'mql',
  'pql',
  'sql',
  'opportunity',
  'customer',
  'recycled',
  'disqualified',
] as const;
const stage = z.enum(stages);

/** A line of the leads table. */
const leadLineSchema = z.object({
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

/** A person's decision about the stage; `until` null holds for ever. */
const manualStageSchema = z.object({
  stage,
  reason: z.string(),
  by: z.string(),
  at: instant,
  until: instant.nullable(),
});

/** One lead with everything that explains where it stands; words in the reader's language. */
export const leadSchema = leadLineSchema.extend({
  /** Facts of the lead: path, label, value as text, and the record it came from. */
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
  records: z.array(
    z.object({
      connectionId: id,
      vendorLabel: z.string(),
      object: z.string(),
      recordId: z.string(),
      uiUrl: z.string().nullable(),
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

const params = z.object({ leadId: id });

export const leadRoutes = defineRoutes({
  listLeads: {
    method: 'GET',
    path: '/api/leads',
    access: 'viewer',
    summary: 'Leads by total, searched by name, e-mail or company, filtered by stage.',
    query: pageQuery.extend({
      search: z.string().trim().max(100).optional(),
      stage: stage.optional(),
      sort: z.enum(['total', 'name']).default('total'),
    }),
    response: pageOf(leadLineSchema).extend({
      /** Leads in each stage, whatever the search; `null` beyond the first page. */
      stages: z.array(z.object({ stage, leads: z.int() })).nullable(),
    }),
  },
  readLead: {
    method: 'GET',
    path: '/api/leads/:leadId',
    access: 'viewer',
    summary: 'One lead with its score explained.',
    params,
    response: leadSchema,
    concurrency: 'etag',
  },
  readLeadHistory: {
    method: 'GET',
    path: '/api/leads/:leadId/history',
    access: 'viewer',
    summary: 'How score and stage changed, newest first.',
    params,
    query: pageQuery,
    response: pageOf(
      z.object({
        at: instant,
        modelVersion: z.int(),
        stage,
        total: z.number(),
        grade: z.string(),
        reason: z.string(),
      }),
    ),
  },
  setManualStage: {
    method: 'PUT',
    path: '/api/leads/:leadId/manual-stage',
    access: 'editor',
    summary:
      'A person sets the stage, with a reason, until an instant or for ever. It is written at the next run.',
    params,
    body: z.object({ stage, reason: z.string().trim().min(3).max(500), until: instant.nullable() }),
    response: leadSchema,
    concurrency: 'if-match',
  },
  clearManualStage: {
    method: 'DELETE',
    path: '/api/leads/:leadId/manual-stage',
    access: 'editor',
    summary: 'Lets the model decide again.',
    params,
    response: leadSchema,
    concurrency: 'if-match',
  },
});
