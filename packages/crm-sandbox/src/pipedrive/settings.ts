import { z } from 'zod';
import { ALL_SCOPES } from './oauth/scopes.ts';

const milliseconds = z.number().min(0);
const most = z.int().positive();

/**
 * Everything about the stand-in that can be set while it runs. The `unknowns` are points on which Pipedrive's documentation
 * is silent or contradicts itself: a client must get along with either value.
 */
export const settingsSchema = z.object({
  /** Every answer waits this long. */
  latencyMs: milliseconds.default(0),
  /** https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting */
  limits: z
    .object({
      plan: z.enum(['lite', 'growth', 'premium', 'ultimate']).default('growth'),
      seats: most.default(10),
      /** Bought on top of the plan, tokens a day. */
      topUp: z.int().min(0).default(0),
      /** Tokens a day instead of what plan and seats give. */
      daily: z.int().min(0).nullable().default(null),
      windowMs: milliseconds.default(2000),
      /** Requests per window and OAuth token, instead of what the plan gives. */
      oauth: most.nullable().default(null),
      /** Requests per window and API token, instead of what the plan gives. */
      apiToken: most.nullable().default(null),
      search: most.default(10),
      /** So many refusals in a row are taken for an attack, and answered by the firewall for so long. */
      ban: z.object({ afterRefusals: most.default(50), forMs: milliseconds.default(60_000) }).prefault({}),
    })
    .prefault({}),
  oauth: z
    .object({
      /** Callback addresses registered for the app; none means any. */
      redirectUris: z.array(z.string()).default([]),
      /** Scopes that the app's developer has chosen; the consent page asks for all of them. */
      scopes: z.array(z.string()).default([...ALL_SCOPES]),
    })
    .prefault({}),
  tokenLifetimeSeconds: most.default(3600),
  company: z
    .object({
      id: z.int().default(7_700_123),
      name: z.string().default('Rendezvous'),
      domain: z.string().default('rendezvous-sandbox'),
      country: z.string().default('FR'),
      currency: z.string().default('EUR'),
      timeZone: z.string().default('Europe/Paris'),
      /** A company that does not pay is closed: every call gets a 402. */
      open: z.boolean().default(true),
    })
    .prefault({}),
  /** What v1 answers for persons, organizations, deals and activities, which are out of support: 410 or 404. */
  retiredV1: z.enum(['gone', 'missing']).default('gone'),
  /** Real milliseconds between the tries of a delivery: https://pipedrive.readme.io/docs/guide-for-webhooks-v2 */
  webhooks: z.object({ retryMs: z.array(milliseconds).default([3000, 30_000, 150_000]) }).prefault({}),
  /** How long a lead's conversion to a deal runs. */
  conversionMs: milliseconds.default(0),
  unknowns: z
    .object({
      /** Whether a refresh gives the same refresh token again, or a new one that ends the old. */
      refreshToken: z.enum(['same', 'single-use']).default('same'),
      /** The body of a 429: the error object, or plain text. */
      rateLimitBody: z.enum(['json', 'text']).default('json'),
      /** Whether a 429 says `Retry-After`. */
      retryAfterHeader: z.boolean().default(false),
      /** Whether answers show the day's budget. */
      dailyHeaders: z.boolean().default(true),
      /** What a deleted record's id gives. */
      deletedById: z.enum(['shown', 'not-found']).default('shown'),
      /** What the id of a record merged away gives. */
      mergedById: z.enum(['not-found', 'gone', 'shown']).default('not-found'),
      /** Whether writing the value that is already there moves `update_time`. */
      sameValueWriteTouches: z.boolean().default(true),
      /** How v1 leads show the option of an enum field. */
      leadOptions: z.enum(['number', 'text']).default('number'),
    })
    .prefault({}),
});
/** The settings as they are while the stand-in runs. */
export type Settings = z.infer<typeof settingsSchema>;

/** The settings a new sandbox starts with. */
export function defaultSettings(): Settings {
  return settingsSchema.parse({});
}
