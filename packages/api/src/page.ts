import { z } from 'zod';

/** Epoch milliseconds UTC. */
export const instant = z.int();

/** Ids are decimal texts. */
export const id = z.string().regex(/^\d{1,18}$/);

/** `?cursor=` of the page before, and how many to return. */
export const pageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** One page of a list; `next` is the cursor of the following one, `null` at the end. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}
