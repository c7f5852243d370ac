import type { Instant } from '@tamis/adapter';
import { z } from 'zod';

/** Shapes of Salesforce's answers. */

/** One page of a query. Rows are parsed one by one, so that an unreadable one does not take its page along. */
export const queryPageSchema = z.object({
  totalSize: z.int().nonnegative(),
  done: z.boolean(),
  records: z.array(z.unknown()),
});

/** A collection read by ids; `null` for an id that shows nothing. Rows are parsed one by one, as those of a page are. */
export const collectionSchema = z.array(z.unknown());

/** An error of a request (`errorCode`) or of one row of a collection (`statusCode`): https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-sobjects-collections-update.html */
const errorSchema = z.object({
  message: z.string().default(''),
  errorCode: z.string().optional(),
  statusCode: z.string().optional(),
  fields: z.array(z.string()).nullish(),
});
export type WireError = z.infer<typeof errorSchema>;

/** Errors of the REST API are a list. */
export const errorListSchema = z.array(errorSchema);

/** Errors of the token endpoint. */
export const oauthErrorSchema = z.object({
  error: z.string().default(''),
  error_description: z.string().default(''),
});

/** What became of one row of a collection, in the order of the request. */
const saveResultSchema = z.object({
  id: z.string().nullish(),
  success: z.boolean(),
  errors: z.array(errorSchema).default([]),
});
export type SaveResult = z.infer<typeof saveResultSchema>;

export const saveResultsSchema = z.array(saveResultSchema);

/** Answer to the creation of one record. */
export const createdSchema = z.object({ id: z.string(), success: z.boolean() });

const picklistValueSchema = z.object({
  value: z.string(),
  label: z.string().nullish(),
  active: z.boolean().default(true),
});

/** One field of a description: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm */
const fieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  length: z.number().default(0),
  updateable: z.boolean(),
  calculated: z.boolean().default(false),
  picklistValues: z.array(picklistValueSchema).default([]),
  restrictedPicklist: z.boolean().default(false),
});
export type WireField = z.infer<typeof fieldSchema>;

export const describeSchema = z.object({ fields: z.array(fieldSchema) });

/** Rows of small queries. */
export const idRowSchema = z.object({ Id: z.string() });

export const organizationSchema = z.object({ Id: z.string(), Name: z.string(), TimeZoneSidKey: z.string() });

/** What is left of a record that cannot be written any more. */
export const fateSchema = z.object({
  Id: z.string(),
  IsDeleted: z.boolean(),
  MasterRecordId: z.string().nullish(),
  IsConverted: z.boolean().default(false),
  ConvertedContactId: z.string().nullish(),
});
export type Fate = z.infer<typeof fateSchema>;

/** The resources of a version; `identity` ends in the ids of the organization and of the user: https://developer.salesforce.com/docs/platform/api-rest/guide/dome-discoveryresource.html */
export const resourcesSchema = z.object({ identity: z.string() });

/** A job of the Bulk API 2.0. */
export const jobSchema = z.object({
  id: z.string(),
  state: z.enum(['Open', 'UploadComplete', 'InProgress', 'JobComplete', 'Aborted', 'Failed']),
  errorMessage: z.string().nullish(),
});
export type Job = z.infer<typeof jobSchema>;

/** Token endpoint, same shape for code and refresh: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm */
export const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  instance_url: z.string().min(1),
});

/** An instant as Salesforce writes it, for instance `2026-11-20T10:00:00.000+0000`; `null` where it is none. */
export function parseInstant(value: unknown): Instant | null {
  if (typeof value !== 'string') return null;
  const parsed = Date.parse(value);
  return Number.isFinite(parsed) ? parsed : null;
}

const CHECK_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18 characters of an id that may have come with 15: three letters say which of the 15 are capitals. */
export function longId(id: string): string {
  if (id.length !== 15) return id;
  const letters = [0, 5, 10].map((start) => {
    const bits = [...id.slice(start, start + 5)].map((letter, bit) => (/[A-Z]/.test(letter) ? 1 << bit : 0));
    return CHECK_LETTERS[bits.reduce((sum, bit) => sum + bit, 0)];
  });
  return id + letters.join('');
}
