import { z } from 'zod';

const milliseconds = z.number().min(0);

/**
 * Everything about the stand-in that can be set while it runs. The `unknowns` are points on which Salesforce's documentation is
 * silent or contradicts itself: a client must get along with either value.
 */
export const settingsSchema = z.object({
  /** Every answer waits this long. */
  latencyMs: milliseconds.default(0),
  /** https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm */
  limits: z
    .object({
      /** Requests in any 24 hours, all apps of the org together. */
      daily: z.int().positive().default(100_000),
      /** What other apps have used of it. */
      usedByOthers: z.int().min(0).default(0),
      /** At most `max` requests at a time that have lasted `longMs`. */
      concurrent: z
        .object({ max: z.int().positive().default(25), longMs: milliseconds.default(20_000) })
        .prefault({}),
      /** Most ids that `/updated` and `/deleted` answer. */
      changeIds: z.int().positive().default(600_000),
      /** Batches of ingest jobs in any 24 hours. */
      ingestBatches: z.int().positive().default(15_000),
      /** `/limits` tells the figures of this long ago. */
      reportLagMs: milliseconds.default(0),
    })
    .prefault({}),
  oauth: z
    .object({
      /** Addresses registered for the app; none means any. */
      redirectUris: z.array(z.string()).default([]),
      requirePkce: z.boolean().default(false),
      /** Every refresh gives a new refresh token and ends the old one; one that comes a second time ends them all. */
      rotateRefreshTokens: z.boolean().default(false),
      /** A refresh token that was not used for so long is dead; `null`: never. */
      refreshIdleDays: z.int().positive().nullable().default(null),
    })
    .prefault({}),
  /** A session ends when it was not used for this long: https://help.salesforce.com/s/articleView?id=xcloud.admin_sessions.htm */
  sessionTimeoutMinutes: z.number().positive().default(120),
  query: z
    .object({
      batchSize: z.int().min(1).max(2000).default(2000),
      /** A cursor is good for two days. */
      locatorLifetimeMs: milliseconds.default(2 * 86_400_000),
    })
    .prefault({}),
  /** Transactions of others become visible so long after the stamp they carry. */
  commitLag: z.object({ ms: milliseconds.default(0), jitterMs: milliseconds.default(0) }).prefault({}),
  bulk: z
    .object({
      /** How long a job is processed once it is complete. */
      processingMs: milliseconds.default(0),
      /** Most records of one page of query results. */
      pageRecords: z.int().positive().default(50_000),
    })
    .prefault({}),
  /** Fields whose changes are kept in LeadHistory, ContactHistory. */
  historyTracking: z.record(z.string(), z.array(z.string())).default({ Lead: ['Status'] }),
  /** What an administrator lets no second record have, in the standard action "block". */
  duplicateRules: z.array(z.object({ object: z.string(), field: z.string() })).default([]),
  organization: z
    .object({
      name: z.string().default('Rendezvous'),
      type: z.string().default('Enterprise Edition'),
      timeZone: z.string().default('Europe/Paris'),
      currency: z.string().default('EUR'),
    })
    .prefault({}),
  unknowns: z
    .object({
      /** Order of rows that the ORDER BY leaves equal. */
      ties: z.enum(['id', 'scrambled']).default('id'),
      /** Whether writing the value that is already there moves the stamp. */
      sameValueWriteTouches: z.boolean().default(true),
      /** Whether records that a merge hangs onto the survivor get a new stamp. */
      mergeTouchesChildren: z.boolean().default(true),
      /** A cursor ends with the session that opened it. */
      locatorDiesWithSession: z.boolean().default(false),
      /** Whether a field that is not there fails its row of a collection, or the request. */
      unknownFieldInCollection: z.enum(['row', 'request']).default('row'),
      /** Whether a failed row of a collection repeats the record's id. */
      failedRowHasId: z.boolean().default(false),
      /** Whether stamps have milliseconds; an org's own are known to end in `.000`. */
      stampMilliseconds: z.boolean().default(false),
    })
    .prefault({}),
});
/** All settings of the stand-in; see {@link settingsSchema}. */
export type Settings = z.infer<typeof settingsSchema>;

/** The settings a new sandbox starts with. */
export function defaultSettings(): Settings {
  return settingsSchema.parse({});
}
