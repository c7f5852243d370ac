import { mappingDocumentSchema } from '@tamis/mapping';
import { z } from 'zod';
import { id, instant } from '../page.ts';
import { defineRoutes } from '../route.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

/** A field of the CRM as the mapping page offers it. */
const crmFieldSchema = z.object({
  object: z.string(),
  name: z.string(),
  label: z.string(),
  type: z.enum(['text', 'number', 'boolean', 'date', 'datetime', 'enumeration', 'multi-enumeration']),
  writable: z.boolean(),
  calculated: z.boolean(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  /** Share of the stored records that hold a value; `null` where it has not been read. */
  fillRate: z.number().min(0).max(1).nullable(),
  /** A value of a stored record. */
  sample: value.optional(),
});
export type CrmField = z.infer<typeof crmFieldSchema>;

/** A path of the unified lead, or of the verdict where only pushed. */
const leadFieldSchema = z.object({
  path: z.string(),
  label: z.string(),
  type: z.string(),
  side: z.enum(['lead', 'verdict']),
  /** Objects of the CRM by role that may feed it. */
  role: z.enum(['lead', 'company', 'deal']),
});

/** One fault of a draft. `row` is the place in the document, for instance `fields[3]`. */
const mappingIssueSchema = z.object({
  row: z.string(),
  cause: z.string(),
  message: z.string(),
  suggestion: z.string().nullable(),
});

const list = z.enum(['fields', 'signals', 'activities', 'pastStages']);

/** One row that differs between two documents. */
const rowDifferenceSchema = z.object({
  list,
  change: z.enum(['added', 'removed', 'changed']),
  /** What identifies the row for a person, for instance `person.email ← contacts/email`. */
  row: z.string(),
  keys: z.array(z.string()),
});

/** A row that could be added. `reason` is a word with parameters; the page says it in the reader's language. */
const suggestionSchema = z.object({
  list,
  row: z.json(),
  reason: z.enum(['vendor-default', 'same-name', 'similar-label', 'native-stage']),
  params: z.record(z.string(), z.string()),
  confidence: z.number().min(0).max(1),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

const version = z.object({
  version: z.int(),
  publishedAt: instant,
  publishedBy: z.string(),
  document: mappingDocumentSchema,
});

/** The mapping of a connection: what is published, what is being edited, and what is wrong with it. */
export const mappingSchema = z.object({
  published: version.nullable(),
  draft: z.object({
    document: mappingDocumentSchema,
    savedAt: instant.nullable(),
    savedBy: z.string().nullable(),
  }),
  issues: z.array(mappingIssueSchema),
  difference: z.array(rowDifferenceSchema),
});

const params = z.object({ connectionId: id });

/** One field of one record under the draft and under what is published. */
const fieldOutcome = z.object({
  field: z.string(),
  label: z.string(),
  before: value,
  after: value,
  problem: z.string().nullable(),
});

export const mappingRoutes = defineRoutes({
  listFields: {
    method: 'GET',
    path: '/api/connections/:connectionId/fields',
    access: 'viewer',
    summary: 'The fields of the CRM by object, and the fields of the lead that they can be mapped to.',
    params,
    response: z.object({
      objects: z.array(
        z.object({
          name: z.string(),
          role: z.enum(['lead', 'company', 'deal', 'activity']),
          fields: z.array(crmFieldSchema),
        }),
      ),
      leadFields: z.array(leadFieldSchema),
    }),
  },
  readMapping: {
    method: 'GET',
    path: '/api/connections/:connectionId/mapping',
    access: 'viewer',
    summary: 'The published mapping and the draft with its faults and its difference.',
    params,
    response: mappingSchema,
    concurrency: 'etag',
  },
  saveMappingDraft: {
    method: 'PUT',
    path: '/api/connections/:connectionId/mapping/draft',
    access: 'editor',
    summary: 'Saves the draft. It may hold faults; it cannot be published with them.',
    params,
    body: z.object({ document: mappingDocumentSchema }),
    response: mappingSchema,
    concurrency: 'if-match',
  },
  suggestMapping: {
    method: 'GET',
    path: '/api/connections/:connectionId/mapping/suggestions',
    access: 'viewer',
    summary: 'Rows that the draft lacks and this CRM could feed. Never applied by themselves.',
    params,
    response: z.object({ items: z.array(suggestionSchema) }),
  },
  testMapping: {
    method: 'POST',
    path: '/api/connections/:connectionId/mapping/test',
    access: 'viewer',
    summary: 'One stored record through the draft: pull, transform and push side by side. Writes nothing.',
    params,
    /** Id or e-mail address of a lead record; without one, the record with the most values. */
    body: z.object({ document: mappingDocumentSchema, record: z.string().max(254).optional() }),
    response: z.object({
      record: z.object({
        object: z.string(),
        id: z.string(),
        name: z.string(),
        uiUrl: z.string().nullable(),
      }),
      pulled: z.array(
        z.object({
          row: z.string(),
          field: z.string(),
          raw: value,
          lead: z.string(),
          value,
          problem: z.string().nullable(),
        }),
      ),
      verdict: z.object({ stage: z.string(), total: z.number(), grade: z.string(), reason: z.string() }),
      pushed: z.array(fieldOutcome.extend({ write: z.boolean() })),
    }),
  },
  simulateMapping: {
    method: 'POST',
    path: '/api/connections/:connectionId/mapping/simulation',
    access: 'viewer',
    summary: 'The draft on up to 1,000 stored records beside what is published. Writes nothing.',
    params,
    body: z.object({ document: mappingDocumentSchema, records: z.int().min(1).max(1_000).default(1_000) }),
    response: z.object({
      records: z.int(),
      unchanged: z.int(),
      changed: z.int(),
      failed: z.int(),
      /** Values that did not fit and were shortened or left out. */
      cut: z.int(),
      stageMoves: z.array(z.object({ from: z.string().nullable(), to: z.string(), leads: z.int() })),
      examples: z.array(
        z.object({
          object: z.string(),
          recordId: z.string(),
          name: z.string(),
          outcome: z.enum(['changed', 'failed', 'cut']),
          fields: z.array(fieldOutcome),
        }),
      ),
    }),
  },
  publishMapping: {
    method: 'POST',
    path: '/api/connections/:connectionId/mapping/publication',
    access: 'editor',
    summary: 'Publishes the draft as the next version, and starts a run that evaluates every lead with it.',
    params,
    response: mappingSchema,
    concurrency: 'if-match',
  },
  listMappingVersions: {
    method: 'GET',
    path: '/api/connections/:connectionId/mapping/versions',
    access: 'viewer',
    summary: 'Published versions, newest first, each with its difference from the one before.',
    params,
    response: z.object({ items: z.array(version.extend({ difference: z.array(rowDifferenceSchema) })) }),
  },
  revertMapping: {
    method: 'POST',
    path: '/api/connections/:connectionId/mapping/draft/reversion',
    access: 'editor',
    summary: 'Makes the draft what a published version was.',
    params,
    body: z.object({ version: z.int() }),
    response: mappingSchema,
    concurrency: 'if-match',
  },
});
