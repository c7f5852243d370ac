import { z } from 'zod';

/**
 * What a caller does next, as a word: `sign-in` again, `set-up` first, ask for the `forbidden` right, correct the `invalid` input,
 * `reload` because somebody else has changed it (412), give an If-Match (`precondition`, 428), `wait`, it does not exist (`not-found`),
 * it cannot be done in this state (`conflict`), the CRM refused or is away (`crm`), or it is our fault (`failed`).
 */
export const problemKinds = [
  'sign-in',
  'set-up',
  'forbidden',
  'invalid',
  'reload',
  'precondition',
  'wait',
  'not-found',
  'conflict',
  'crm',
  'failed',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** An error answer: RFC 9457 problem details (https://www.rfc-editor.org/rfc/rfc9457) with an id to quote and the faults of the input. */
export const problemSchema = z.object({
  /** `urn:tamis:problem:<kind>`. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** What happened and what to do, for a person. */
  detail: z.string(),
  kind: z.enum(problemKinds),
  /** The id under which the log knows it. */
  requestId: z.string(),
  /** A word for what exactly is wrong, where the page has its own words for it. */
  code: z.string().optional(),
  faults: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
