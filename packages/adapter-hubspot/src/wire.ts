import type { Instant } from '@tamis/adapter';
import { z } from 'zod';

/** Shapes of HubSpot's answers. */

/** The values of a record: texts or null, whatever the property's type. Checked in place: pages are large, a copy is not needed. */
const propertiesSchema = z.custom<Readonly<Record<string, string | null>>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((entry) => entry === null || typeof entry === 'string'),
  'Values must be texts or null.',
);

/** A date of the envelope: ISO text. */
const stamp = z.string().transform((text, context): Instant => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) context.addIssue({ code: 'custom', message: 'This is no date.' });
  return at;
});

/** One record; `archivedAt` only on deleted ones. */
export const recordSchema = z.object({
  id: z.string().min(1),
  properties: propertiesSchema,
  createdAt: stamp.optional(),
  updatedAt: stamp.optional(),
  archivedAt: stamp.optional(),
  objectWriteTraceId: z.string().optional(),
});
export type WireRecord = z.infer<typeof recordSchema>;

/** Rows are parsed one by one, so that an unreadable one does not take its page along. */
export const searchSchema = z.object({ total: z.int().nonnegative(), results: z.array(z.unknown()) });

const paging = z.object({ next: z.object({ after: z.string() }).optional() }).optional();

export const listSchema = z.object({ results: z.array(recordSchema), paging });

const pastValueSchema = z.object({ value: z.string().nullish(), timestamp: stamp });

/** Batch read with past values. */
export const historySchema = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      propertiesWithHistory: z.record(z.string(), z.array(pastValueSchema)).default({}),
    }),
  ),
});

/** Batch read of records; those that are gone are reported in `errors` and simply missing in `results`. */
export const batchReadSchema = z.object({ results: z.array(z.unknown()) });

/** Batch read by our own key of a task; keys that no task holds are reported in `errors` and simply missing in `results`. */
export const keyedReadSchema = z.object({
  results: z.array(z.object({ id: z.string(), properties: z.object({ tamis_key: z.string() }) })),
});

const contextSchema = z.record(z.string(), z.array(z.string())).catch({});

const errorDetailSchema = z.object({
  message: z.string().default(''),
  code: z.string().optional(),
  in: z.string().optional(),
  context: contextSchema.optional(),
});

/** A refusal: the body of an error, or one entry of a 207's `errors`. Everything is optional in practice. */
export const refusalSchema = z.object({
  message: z.string().default(''),
  category: z.string().optional(),
  subCategory: z.unknown().optional(),
  correlationId: z.string().optional(),
  policyName: z.string().optional(),
  id: z.string().optional(),
  context: contextSchema.optional(),
  errors: z.array(errorDetailSchema).default([]).catch([]),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** Batch update: 200 with results, or 207 with `errors` beside them. */
export const batchWriteSchema = z.object({
  results: z.array(recordSchema),
  errors: z.array(refusalSchema).default([]),
});

/** Batch read of associations; an object without any is missing in `results`. */
export const associationsSchema = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: z.string() }),
      to: z.array(z.object({ toObjectId: z.coerce.string() })),
      paging,
    }),
  ),
});

const optionSchema = z.object({ value: z.string(), label: z.string(), hidden: z.boolean().optional() });

/** One property definition. */
export const propertySchema = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  fieldType: z.string(),
  groupName: z.string().optional(),
  calculated: z.boolean().optional(),
  options: z.array(optionSchema).default([]),
  externalOptions: z.boolean().optional(),
  modificationMetadata: z.object({ readOnlyValue: z.boolean().optional() }).optional(),
});
export type WireProperty = z.infer<typeof propertySchema>;

export const propertyListSchema = z.object({ results: z.array(propertySchema) });

/** https://developers.hubspot.com/docs/api-reference/legacy/account/account-information/get-account-details */
export const accountSchema = z.object({
  portalId: z.int(),
  timeZone: z.string(),
  uiDomain: z.string(),
});

/** Token endpoint, same shape for code and refresh: https://developers.hubspot.com/docs/api-reference/auth-oauth-v1/guide */
export const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
});

/** An instant that HubSpot writes either as ISO text or as epoch milliseconds; `null` where it is neither. */
export function parseInstant(value: string | null | undefined): Instant | null {
  if (!value) return null;
  const parsed = /^-?\d+$/.test(value) ? Number(value) : Date.parse(value);
  return Number.isFinite(parsed) ? parsed : null;
}

/** Record ids are whole numbers written as text, possibly beyond 2^53. Negative when `a` comes first. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}
