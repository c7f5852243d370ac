import { z } from 'zod';

const milliseconds = z.number().min(0);
const limit = z.object({ max: z.int().positive(), widthMs: milliseconds });

/**
 * Everything about the stand-in that can be set while it runs. The `unknowns` are points on which HubSpot's documentation is
 * silent or contradicts itself: a client must get along with either value.
 */
export const settingsSchema = z.object({
  /** Every answer waits this long. */
  latencyMs: milliseconds.default(0),
  indexLag: z.object({ ms: milliseconds.default(0), jitterMs: milliseconds.default(0) }).prefault({}),
  /** https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
  limits: z
    .object({
      privateApp: limit.default({ max: 190, widthMs: 10_000 }),
      oauthApp: limit.default({ max: 110, widthMs: 10_000 }),
      search: limit.default({ max: 5, widthMs: 1000 }),
      daily: z.int().positive().default(625_000),
    })
    .prefault({}),
  /** Addresses registered for the app; none means any. */
  oauth: z.object({ redirectUris: z.array(z.string()).default([]) }).prefault({}),
  tokenLifetimeSeconds: z.int().positive().default(1800),
  /** Most inputs of one association batch read; a changelog says 100, the guide 1,000. */
  associationReadMax: z.int().positive().default(1000),
  account: z
    .object({
      portalId: z.int().default(147_000_123),
      timeZone: z.string().default('Europe/Paris'),
      currency: z.string().default('EUR'),
      uiDomain: z.string().default('app-eu1.hubspot.com'),
      dataHostingLocation: z.string().default('eu1'),
    })
    .prefault({}),
  unknowns: z
    .object({
      /** Order of search results with the same sort value. */
      ties: z.enum(['id', 'scrambled']).default('id'),
      archivedInSearch: z.boolean().default(false),
      /** What a backward write of `lifecyclestage` does. */
      lifecycleBackwards: z.enum(['ignored', 'accepted', 'refused']).default('ignored'),
      mergeSurvivor: z.enum(['new-id', 'primary-id']).default('new-id'),
      /** A write to an id that was merged away. */
      writeToMergedId: z.enum(['survivor', 'not-found']).default('survivor'),
      /** Whether writing the value that is already there moves the modification date. */
      sameValueWriteTouches: z.boolean().default(true),
      /** Order of the results of a batch. */
      batchOrder: z.enum(['by-id', 'as-sent', 'reversed']).default('by-id'),
      /** Whether a 429 of the burst limit says `Retry-After`. */
      retryAfterHeader: z.boolean().default(false),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

/** The settings a new sandbox starts with. */
export function defaultSettings(): Settings {
  return settingsSchema.parse({});
}
