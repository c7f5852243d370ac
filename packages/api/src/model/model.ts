import { scoringModelSchema } from '@tamis/core';
import { z } from 'zod';
import { instant } from '../page.ts';
import { defineRoutes } from '../route.ts';

/** A number of the model that the page edits: points of a rule, a cap, a half-life, a threshold. */
export const modelNumberSchema = z.object({
  /** Stable over versions, for instance `rule:pricing-page/points`, `threshold:sql/enter`. */
  id: z.string(),
  group: z.enum(['fit', 'engagement', 'negative', 'caps', 'thresholds', 'bands']),
  label: z.string(),
  unit: z.enum(['points', 'days', 'share', 'count']),
  value: z.number(),
  published: z.number(),
  min: z.number(),
  max: z.number(),
});
export type ModelNumber = z.infer<typeof modelNumberSchema>;

const published = z.object({ version: z.int(), publishedAt: instant, publishedBy: z.string().nullable() });

/** The scoring model of the workspace. */
export const modelSchema = z.object({
  published: published.extend({ document: scoringModelSchema }),
  draft: z.object({
    document: scoringModelSchema,
    savedAt: instant.nullable(),
    savedBy: z.string().nullable(),
  }),
  numbers: z.array(modelNumberSchema),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), refs: z.array(z.string()) })),
});

const outcome = z.object({ stage: z.string(), total: z.number(), grade: z.string() });

/** The draft on the real leads beside what is published. Totals are points. */
export const modelSimulationSchema = z.object({
  leads: z.int(),
  /** Leads by total, in bins of `from` (inclusive) to `to` (exclusive, the last one inclusive). */
  histogram: z.array(z.object({ from: z.number(), to: z.number(), published: z.int(), draft: z.int() })),
  stages: z.array(z.object({ stage: z.string(), published: z.int(), draft: z.int() })),
  /** Leads that would stand elsewhere. */
  moves: z.array(z.object({ from: z.string(), to: z.string(), leads: z.int() })),
  /** At most 100, those whose stage moves first, then the largest changes of the total. */
  movers: z.array(
    z.object({
      leadId: z.string(),
      name: z.string(),
      company: z.string(),
      published: outcome,
      draft: outcome,
    }),
  ),
});

export const modelRoutes = defineRoutes({
  readModel: {
    method: 'GET',
    path: '/api/model',
    access: 'viewer',
    summary: 'The published scoring model and the draft, with the numbers that the page edits.',
    response: modelSchema,
    concurrency: 'etag',
  },
  saveModelDraft: {
    method: 'PUT',
    path: '/api/model/draft',
    access: 'editor',
    summary: 'Saves the draft: changed numbers by id, or a whole document.',
    body: z.union([
      z.object({ numbers: z.array(z.object({ id: z.string(), value: z.number() })) }),
      z.object({ document: scoringModelSchema }),
    ]),
    response: modelSchema,
    concurrency: 'if-match',
  },
  discardModelDraft: {
    method: 'DELETE',
    path: '/api/model/draft',
    access: 'editor',
    summary: 'Forgets the draft.',
    response: modelSchema,
    concurrency: 'if-match',
  },
  simulateModel: {
    method: 'POST',
    path: '/api/model/simulation',
    access: 'viewer',
    summary:
      'Every stored lead under given numbers (or the saved draft) beside what is published. Changes nothing.',
    body: z.object({ numbers: z.array(z.object({ id: z.string(), value: z.number() })).optional() }),
    response: modelSimulationSchema,
  },
  publishModel: {
    method: 'POST',
    path: '/api/model/publication',
    access: 'editor',
    summary: 'Publishes the draft as the next version and starts runs that evaluate every lead with it.',
    response: modelSchema,
    concurrency: 'if-match',
  },
  listModelVersions: {
    method: 'GET',
    path: '/api/model/versions',
    access: 'viewer',
    summary: 'Published versions, newest first.',
    response: z.object({ items: z.array(published) }),
  },
  rollBackModel: {
    method: 'POST',
    path: '/api/model/rollback',
    access: 'editor',
    summary: 'Publishes an earlier version again, as the next version.',
    body: z.object({ version: z.int() }),
    response: modelSchema,
    concurrency: 'if-match',
  },
});
