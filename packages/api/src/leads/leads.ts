import { z } from 'zod';
import { id, instant, pageOf, pageQuery } from '../page.ts';
import { defineRoutes } from '../route.ts';
import { historyLineSchema } from './history.ts';
import { leadLineSchema, leadSchema } from './leadSchema.ts';
import { stage } from './stages.ts';

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
    summary: 'How score and stage changed, what happened and what people decided, newest first.',
    params,
    query: pageQuery,
    response: pageOf(historyLineSchema),
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
