import type { MappingDocument } from '@tamis/adapter';
import { z } from 'zod';

/** A name that becomes the key of an object; this one would replace the prototype instead. */
const name = z
  .string()
  .min(1)
  .refine((text) => text !== '__proto__', { error: 'is not a usable name' });

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const transform = z.strictObject({
  values: z.record(z.string(), scalar).optional(),
  split: z.string().min(1).optional(),
  order: z.array(z.string()).min(1).optional(),
});

const fieldRow = z.strictObject({
  lead: name,
  direction: z.enum(['pull', 'push', 'both']),
  object: name,
  field: name,
  transform: transform.optional(),
  default: z.union([scalar, z.array(z.string())]).optional(),
  write: z.enum(['always', 'only-if-empty', 'forward-only']).optional(),
  conflict: z.enum(['newest', 'crm-wins', 'hub-wins']).optional(),
  blanks: z.boolean().optional(),
});

const attributes = z.record(name, name);

const signalRow = z.strictObject({
  object: name,
  kind: name,
  count: name.nullable(),
  at: name,
  attributes: attributes.optional(),
  history: z.strictObject({ field: name, attribute: name }).optional(),
});

const activityRow = z.strictObject({
  object: name,
  kind: name,
  at: name,
  kindBy: z.strictObject({ field: name, kinds: z.record(z.string(), name) }).optional(),
  attributes: attributes.optional(),
});

const pastStageRow = z.strictObject({
  object: name,
  field: name,
  stages: z.record(name, z.string()),
  unless: z.array(z.string()).optional(),
});

/**
 * The shape of a mapping document; every key that it does not know is an error. Zod types an optional key as "or undefined"; JSON has
 * no undefined, so the shapes are the same.
 */
export const mappingDocumentSchema = z.strictObject({
  version: z.literal(1),
  fields: z.array(fieldRow),
  signals: z.array(signalRow),
  activities: z.array(activityRow),
  pastStages: z.array(pastStageRow).optional(),
}) as unknown as z.ZodType<MappingDocument, MappingDocument>;

/** Checks the shape of a mapping document. */
export function readDocument(document: unknown): z.ZodSafeParseResult<MappingDocument> {
  return mappingDocumentSchema.safeParse(document);
}
