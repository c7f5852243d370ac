import { z } from 'zod';

/** Shapes of the example CRM's answers. */

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const fields = z.record(z.string(), value);

/** Why a row is not live any more. */
const endSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('deleted') }),
  z.object({ kind: z.literal('merged'), into: z.string() }),
  z.object({ kind: z.literal('converted'), into: z.object({ object: z.string(), id: z.string() }) }),
]);

const rowSchema = z.object({
  id: z.string(),
  created: z.number(),
  modified: z.number(),
  mergedIds: z.array(z.string()),
  sameAs: z.string().nullable(),
  end: endSchema.nullable(),
  fields,
});
export type WireRow = z.infer<typeof rowSchema>;

export const pageSchema = z.object({ now: z.number(), total: z.number(), rows: z.array(rowSchema) });

/** Values that fields of people were given, newest first. */
export const pastSchema = z.object({
  people: z.array(
    z.object({ id: z.string(), past: z.array(z.object({ field: z.string(), value, at: z.number() })) }),
  ),
});

export const accountSchema = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  url: z.string(),
});

export const fieldsSchema = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      type: z.enum(['text', 'number', 'enumeration']),
      options: z.array(z.string()).optional(),
    }),
  ),
});

/** One row of a write: what was taken, or how the row ended. */
const writtenSchema = z.union([
  z.object({ id: z.string(), fields, modified: z.number() }),
  z.object({ id: z.string(), end: endSchema }),
]);
export type WireWritten = z.infer<typeof writtenSchema>;
export const writtenPageSchema = z.object({ results: z.array(writtenSchema) });

export const tasksSchema = z.object({
  results: z.array(
    z.union([
      z.object({ key: z.string(), id: z.string() }),
      z.object({ key: z.string(), code: z.string(), message: z.string() }),
    ]),
  ),
});

export const tokensSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresIn: z.number(),
});

/** Every refusal; what is not JSON at all reads as an empty one. */
export const refusalSchema = z
  .object({
    code: z.string().default('refused'),
    message: z.string().default(''),
    fields: z.array(z.string()).default([]),
    limit: z.enum(['window', 'day']).optional(),
    until: z.number().default(0),
  })
  .catch({ code: 'refused', message: '', fields: [], until: 0 });
