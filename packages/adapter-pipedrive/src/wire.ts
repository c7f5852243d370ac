import type { Instant } from '@tamis/adapter';
import { z } from 'zod';

/** Shapes of Pipedrive's answers. */

/** A record, v1 or v2: what is inside is read by the description of each field. Checked in place: pages are large. */
export const recordSchema = z.custom<WireRecord>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && hasId(value),
  'A record must be an object with an id.',
);
export type WireRecord = Readonly<Record<string, unknown>> & { readonly id: number | string };

function hasId(value: object): boolean {
  return 'id' in value && (Number.isInteger(value.id) || (typeof value.id === 'string' && value.id !== ''));
}

/** One record by itself: the answer to a read or a write. */
export const oneSchema = z.object({ data: recordSchema });

/** Rows are parsed one by one, so that an unreadable one does not take its page along. */
const rows = z
  .array(z.unknown())
  .nullish()
  .transform((list) => list ?? []);

/** v2: https://pipedrive.readme.io/docs/core-api-concepts-pagination */
export const listSchema = z.object({
  data: rows,
  additional_data: z.object({ next_cursor: z.string().nullish() }).nullish(),
});

/** v1: offsets. */
export const offsetListSchema = z.object({
  data: rows,
  additional_data: z
    .object({ pagination: z.object({ more_items_in_collection: z.boolean() }).nullish() })
    .nullish(),
});

/** What happened to a deal; only changes of its fields are looked into: https://developers.pipedrive.com/docs/api/v1/Deals#getDealUpdates */
export const flowItemSchema = z.object({
  object: z.literal('dealChange'),
  data: z.object({
    field_key: z.string(),
    old_value: z.union([z.string(), z.number()]).nullish(),
    new_value: z.union([z.string(), z.number()]).nullish(),
    log_time: z.string(),
  }),
});

/** Labels of leads: https://developers.pipedrive.com/docs/api/v1/LeadLabels#getLeadLabels */
export const leadLabelsSchema = z.object({ data: z.array(z.object({ id: z.string(), name: z.string() })) });

const optionSchema = z.object({ id: z.union([z.number(), z.string()]), label: z.string() });

/** One field of v2's lists: https://developers.pipedrive.com/docs/api/v1/PersonFields */
export const fieldSchema = z.object({
  field_code: z.string().min(1),
  field_name: z.string(),
  field_type: z.string(),
  is_custom_field: z.boolean().default(false),
  /** Comes only where `include_fields` names it. */
  is_optional_response_field: z.boolean().default(false),
  options: z.array(optionSchema).nullish(),
});
export type WireField = z.infer<typeof fieldSchema>;

export const fieldListSchema = z.object({
  data: z.array(fieldSchema),
  additional_data: z.object({ next_cursor: z.string().nullish() }).nullish(),
});

export const fieldCreatedSchema = z.object({ data: fieldSchema });

/** The user behind the token: https://developers.pipedrive.com/docs/api/v1/Users#getCurrentUser */
export const accountSchema = z.object({
  data: z.object({
    company_id: z.int(),
    company_name: z.string(),
    company_domain: z.string(),
    timezone_name: z.string().default('UTC'),
  }),
});

/** Token endpoint: https://pipedrive.readme.io/docs/marketplace-oauth-authorization */
export const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
  api_domain: z.string().optional(),
});

/** A refusal of v1 or v2; everything is optional in practice. */
export const refusalSchema = z.object({
  error: z.string().catch(''),
  error_info: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** Answers of the token endpoint use OAuth's own words. */
export const tokenRefusalSchema = z.object({
  error: z.string().optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});

/** RFC 3339 (v2 and leads), or `YYYY-MM-DD HH:MM:SS` in UTC (v1); `null` where it is neither. */
export function parseInstant(value: unknown): Instant | null {
  if (typeof value !== 'string' || value === '') return null;
  const plain = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(value);
  const parsed = Date.parse(plain ? `${value.replace(' ', 'T')}Z` : value);
  return Number.isFinite(parsed) ? parsed : null;
}

/** v2 takes RFC 3339 without fractions. */
export function wholeSeconds(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
