import { z } from 'zod';
import { budgetUnit } from '../budgetUnit.ts';
import { id, instant, pageOf, pageQuery } from '../page.ts';
import { defineRoutes } from '../route.ts';

const count = z.int().min(0);

/** `pulled = changed + unchanged + echoes + deleted + unreadable`; `planned = written + refused + deferred`. */
const runCountsSchema = z.object({
  pulled: count,
  changed: count,
  unchanged: count,
  echoes: count,
  deleted: count,
  unreadable: count,
  related: count,
  evaluated: count,
  planned: count,
  written: count,
  refused: count,
  deferred: count,
  /** Tasks created for leads handed over to sales. */
  handedOver: count,
});

/** One run, live or ended. */
export const runSchema = z.object({
  id,
  connection: z.object({ id, vendorLabel: z.string(), accountName: z.string() }),
  trigger: z.enum(['manual', 'schedule', 'approval', 'retry', 'publish', 'linked']),
  status: z.enum(['running', 'done', 'paused', 'failed', 'interrupted']),
  /** It observed: nothing was written. */
  dryRun: z.boolean(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  counts: runCountsSchema,
  /** Lead records expected in all; `null` where unknown. */
  expected: count.nullable(),
  calls: z
    .object({
      calls: count,
      associationCalls: count,
      activityCalls: count,
      rateLimited: count,
      /** What they cost of the day, in `budgetUnit`. */
      budgetUsed: count,
    })
    .nullable(),
  budgetUnit,
  completeTo: instant.nullable(),
  /** What happened and what to do, where it did not end well. */
  message: z.string().nullable(),
  cancelAsked: z.boolean(),
  problems: count,
});
export type Run = z.infer<typeof runSchema>;

/** Problems of one cause; the page has the words and the fix for each code, `message` is one example's own. */
const problemCauseSchema = z.object({
  code: z.string(),
  object: z.string(),
  message: z.string(),
  records: count,
  retriable: z.boolean(),
});

const params = z.object({ runId: id });

export const runRoutes = defineRoutes({
  listRuns: {
    method: 'GET',
    path: '/api/runs',
    access: 'viewer',
    summary: 'Runs, newest first.',
    query: pageQuery.extend({ connectionId: id.optional() }),
    response: pageOf(runSchema),
  },
  readRun: {
    method: 'GET',
    path: '/api/runs/:runId',
    access: 'viewer',
    summary: 'One run.',
    params,
    response: runSchema,
  },
  followRun: {
    method: 'GET',
    path: '/api/runs/:runId/events',
    access: 'viewer',
    summary: 'The run whenever it changes, as server-sent events, until it ends.',
    params,
    response: runSchema,
    stream: true,
  },
  cancelRun: {
    method: 'POST',
    path: '/api/runs/:runId/cancellation',
    access: 'editor',
    summary: 'Asks a run to stop at its next page. What is stored stays.',
    params,
    response: runSchema,
  },
  listProblemCauses: {
    method: 'GET',
    path: '/api/runs/:runId/problems',
    access: 'viewer',
    summary: 'Problems of a run by cause, the most frequent first.',
    params,
    response: z.object({ items: z.array(problemCauseSchema) }),
  },
  listProblems: {
    method: 'GET',
    path: '/api/runs/:runId/problems/:code',
    access: 'viewer',
    summary: 'The records of one cause.',
    params: params.extend({ code: z.string().max(100) }),
    query: pageQuery,
    response: pageOf(
      z.object({
        object: z.string(),
        recordId: z.string().nullable(),
        name: z.string(),
        leadId: id.nullable(),
        message: z.string(),
        uiUrl: z.string().nullable(),
      }),
    ),
  },
  retryProblems: {
    method: 'POST',
    path: '/api/runs/:runId/problems/:code/retry',
    access: 'editor',
    summary: 'Tries the records of one cause again in a run of their own connection.',
    params: params.extend({ code: z.string().max(100) }),
    response: z.object({ records: count }),
  },
});
