import { z } from 'zod';
import { budgetUnit } from '../budgetUnit.ts';
import { id, instant, pageOf, pageQuery } from '../page.ts';
import { defineRoutes } from '../route.ts';

/** Runs start every so many minutes, or by a cron expression of five fields in an IANA time zone. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('every'), minutes: z.int().min(1).max(1_440) }),
  z.object({ kind: z.literal('cron'), expression: z.string().min(9).max(100), timeZone: z.string().max(60) }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;

const runStatus = z.enum(['running', 'done', 'paused', 'failed', 'interrupted']);

/** `map`: publish a mapping first; `observe`: reads and proposes; `approved`: writes; `reconnect`: the access has ended. */
const connectionStates = ['map', 'observe', 'approved', 'reconnect'] as const;

/** A card of the connections page. */
export const connectionSchema = z.object({
  id,
  vendor: z.string(),
  vendorLabel: z.string(),
  state: z.enum(connectionStates),
  account: z.object({ id: z.string(), name: z.string(), timeZone: z.string(), uiUrl: z.string() }),
  paused: z.boolean(),
  schedule: scheduleSchema,
  /** When the schedule starts the next run; `null` while paused or where nothing may run. */
  nextRunAt: instant.nullable(),
  handOverTasks: z.boolean(),
  scopes: z.array(z.string()),
  approvedAt: instant.nullable(),
  approvedBy: z.string().nullable(),
  mappingVersion: z.int(),
  lastRun: z
    .object({
      id,
      status: runStatus,
      startedAt: instant,
      finishedAt: instant.nullable(),
      /** Everything the CRM changed before this instant has been read. */
      completeTo: instant.nullable(),
      problems: z.int(),
    })
    .nullable(),
  /** What we used of the vendor's day, of what we may use, in the vendor's unit; `account` is everybody's use, where the CRM told it. */
  quota: z.object({
    used: z.int(),
    budget: z.int(),
    unit: budgetUnit,
    account: z.object({ used: z.int(), limit: z.int(), at: instant }).nullable(),
  }),
  records: z.object({ leads: z.int(), proposed: z.int() }),
});
export type Connection = z.infer<typeof connectionSchema>;

const params = z.object({ connectionId: id });

/** One line of the preflight. `fix` says who does what; `creatable` fields are made by `createFields`. */
export const preflightCheckSchema = z.object({
  check: z.enum(['account', 'scope', 'field', 'read', 'own-field']),
  /** The exact scope or `object/field`. */
  subject: z.string(),
  state: z.enum(['ok', 'missing', 'failed']),
  message: z.string(),
  fix: z.string().nullable(),
  creatable: z.boolean(),
});

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

/** One field of one record that an approved run would write. */
export const proposedChangeSchema = z.object({
  object: z.string(),
  recordId: z.string(),
  name: z.string(),
  uiUrl: z.string().nullable(),
  fields: z.array(z.object({ field: z.string(), label: z.string(), before: value, after: value })),
  reasons: z.array(z.string()),
});

export const connectionRoutes = defineRoutes({
  listVendors: {
    method: 'GET',
    path: '/api/vendors',
    access: 'viewer',
    summary: 'The CRMs that can be connected; `configured` ones have app credentials.',
    response: z.object({
      items: z.array(
        z.object({
          key: z.string(),
          label: z.string(),
          configured: z.boolean(),
          /** Environment variables that are missing. */
          missing: z.array(z.string()),
          redirectUri: z.string(),
          scopes: z.array(z.object({ scope: z.string(), reason: z.string() })),
        }),
      ),
    }),
  },
  listConnections: {
    method: 'GET',
    path: '/api/connections',
    access: 'viewer',
    summary: 'All connections of the workspace.',
    response: z.object({ items: z.array(connectionSchema) }),
  },
  authorize: {
    method: 'POST',
    path: '/api/connections/authorizations',
    access: 'admin',
    summary: "Begins a consent: the address of the CRM's consent page. It returns to /oauth/callback.",
    body: z.object({ vendor: z.string() }),
    response: z.object({ url: z.string() }),
  },
  readConnection: {
    method: 'GET',
    path: '/api/connections/:connectionId',
    access: 'viewer',
    summary: 'One connection.',
    params,
    response: connectionSchema,
    concurrency: 'etag',
  },
  changeConnection: {
    method: 'PATCH',
    path: '/api/connections/:connectionId',
    access: 'editor',
    summary: 'Pauses or resumes, changes the schedule, switches hand-over tasks.',
    params,
    body: z.object({
      paused: z.boolean().optional(),
      schedule: scheduleSchema.optional(),
      handOverTasks: z.boolean().optional(),
    }),
    response: connectionSchema,
    concurrency: 'if-match',
  },
  readPreflight: {
    method: 'GET',
    path: '/api/connections/:connectionId/preflight',
    access: 'editor',
    summary: 'Reads the CRM and names every missing scope, permission and field.',
    params,
    response: z.object({ checks: z.array(preflightCheckSchema), ok: z.boolean() }),
  },
  createFields: {
    method: 'POST',
    path: '/api/connections/:connectionId/fields',
    access: 'admin',
    summary: "Creates the product's own fields that are missing in the CRM.",
    params,
    response: z.object({ created: z.array(z.string()) }),
  },
  readProposal: {
    method: 'GET',
    path: '/api/connections/:connectionId/proposal',
    access: 'viewer',
    summary: 'The dry run: how much an approved run would write, and a page of it.',
    params,
    query: pageQuery,
    response: pageOf(proposedChangeSchema).extend({
      summary: z.object({
        /** The finished run that it comes from; `null` before the first. */
        runId: id.nullable(),
        records: z.int(),
        byField: z.array(
          z.object({ object: z.string(), field: z.string(), label: z.string(), records: z.int() }),
        ),
        stages: z.array(z.object({ stage: z.string(), leads: z.int() })),
        fieldsToCreate: z.array(z.string()),
      }),
    }),
  },
  approve: {
    method: 'POST',
    path: '/api/connections/:connectionId/approval',
    access: 'admin',
    summary: 'Accepts the dry run: from now on runs write. Starts one.',
    params,
    /** The run whose proposal the person read: 409 where the mapping or the rules were published since. */
    body: z.object({ runId: id, handOverTasks: z.boolean() }),
    response: connectionSchema,
    concurrency: 'if-match',
  },
  readDisconnection: {
    method: 'GET',
    path: '/api/connections/:connectionId/disconnection',
    access: 'admin',
    summary: 'What would be lost by disconnecting, in numbers.',
    params,
    response: z.object({
      leads: z.int(),
      records: z.int(),
      history: z.int(),
      runs: z.int(),
      mappingVersions: z.int(),
      /** Records in the CRM that keep the last values we wrote. */
      written: z.int(),
    }),
  },
  disconnect: {
    method: 'DELETE',
    path: '/api/connections/:connectionId',
    access: 'admin',
    summary:
      'Gives the access back to the CRM and forgets the connection with everything read from it; the CRM keeps what was written.',
    params,
    /** `remove-by-hand`: the CRM could not be told, or a person made the token: it has to be removed there. */
    response: z.object({ access: z.enum(['given-back', 'remove-by-hand']) }),
    concurrency: 'if-match',
  },
  startRun: {
    method: 'POST',
    path: '/api/connections/:connectionId/runs',
    access: 'editor',
    summary: 'Starts a run now, or says that one is waiting already.',
    params,
    response: z.object({ state: z.enum(['queued', 'already-queued']) }),
  },
});
