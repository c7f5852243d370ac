import { z } from 'zod';
import type { Values } from './record.ts';

/** An address or a number with its label, as v2 takes and gives it; only `value` has to be given. */
export const contactPointSchema = z.strictObject({
  value: z.string(),
  primary: z.boolean().default(false),
  label: z.string().default('work'),
});
/** An address or a number that a record holds. */
export type ContactPoint = z.infer<typeof contactPointSchema>;

const pointsSchema = z.array(contactPointSchema);

/** Addresses or numbers that a record holds, the primary one among them. */
export function contactPoints(
  { values }: { readonly values: Values },
  name: 'emails' | 'phones',
): readonly ContactPoint[] {
  return values[name] === undefined ? [] : pointsSchema.parse(values[name]);
}
