import { z } from 'zod';
import { id, instant } from '../page.ts';
import { defineRoutes } from '../route.ts';
import { leadSchema } from './leadSchema.ts';

/** Why a person decided: it stands in the history. */
const reason = z.string().trim().min(3).max(500);

/** A record by its name, `CONNECTION/OBJECT/ID`. */
const record = z
  .string()
  .max(300)
  .regex(/^\d{1,18}\/[^/]+\/.+$/);

const params = z.object({ leadId: id });

/** The lead that the record shows from now on; it waits for its evaluation. */
const decided = z.object({ leadId: id });

/** What a person decides about a lead: which records are one person, and what holds whatever the CRMs say. */
export const decisionRoutes = defineRoutes({
  cutRecord: {
    method: 'POST',
    path: '/api/leads/:leadId/links/cut',
    access: 'editor',
    summary: 'A person says that a record of the lead is another person. The others stay linked.',
    params,
    body: z.object({ record, reason }),
    response: decided,
    concurrency: 'if-match',
  },
  joinRecord: {
    method: 'POST',
    path: '/api/leads/:leadId/links/join',
    access: 'editor',
    summary: 'A person says that a record of the lead is the same person as another record or lead.',
    params,
    body: z.object({
      record,
      to: z.union([z.object({ leadId: id }), z.object({ record })]),
      reason,
      /** Joins the other records of the lead in the same way; without it they stay where they are. */
      withOthers: z.boolean().default(false),
    }),
    response: decided,
    concurrency: 'if-match',
  },
  freeRecord: {
    method: 'POST',
    path: '/api/leads/:leadId/links/free',
    access: 'editor',
    summary: 'Takes a cut or a join back: the record is linked by its address again.',
    params,
    body: z.object({ record }),
    response: decided,
    concurrency: 'if-match',
  },
  setManualValue: {
    method: 'PUT',
    path: '/api/leads/:leadId/values/:path',
    access: 'editor',
    summary:
      'A person sets a field of the person or the company, with a reason, until an instant or for ever; `null` is "nothing, on purpose".',
    params: params.extend({ path: z.string().max(100) }),
    body: z.object({
      value: z.union([z.string().trim().min(1).max(500), z.number(), z.null()]),
      reason,
      until: instant.nullable(),
    }),
    response: leadSchema,
    concurrency: 'if-match',
  },
  clearManualValue: {
    method: 'DELETE',
    path: '/api/leads/:leadId/values/:path',
    access: 'editor',
    summary: 'Lets the CRMs say the field again.',
    params: params.extend({ path: z.string().max(100) }),
    response: leadSchema,
    concurrency: 'if-match',
  },
});
