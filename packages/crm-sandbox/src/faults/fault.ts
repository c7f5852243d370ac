import { z } from 'zod';

/** Which requests a fault is for; all that is given must fit. */
const matcherSchema = z.object({
  /** The number of the request since the faults were set, from 1; requests to the control interface do not count. */
  request: z.int().positive().optional(),
  method: z.string().optional(),
  /** A part of the path. */
  path: z.string().optional(),
  /** A part of the body. */
  body: z.string().optional(),
});

/** What happens to the answer. */
const effectSchema = z.discriminatedUnion('kind', [
  /** This answer instead of the true one. */
  z.object({
    kind: z.literal('reply'),
    status: z.int().min(100).max(599),
    headers: z.record(z.string(), z.string()).default({}),
    json: z.unknown().optional(),
    html: z.string().optional(),
  }),
  /** The connection is cut without an answer. */
  z.object({ kind: z.literal('reset') }),
  /** Half of the true answer, then the connection is cut. */
  z.object({ kind: z.literal('reset-mid-body') }),
  /** Half of the true answer, ended as if it were whole. */
  z.object({ kind: z.literal('truncate') }),
  z.object({ kind: z.literal('delay'), ms: z.number().min(0) }),
  /** The true answer, a few bytes at a time. */
  z.object({
    kind: z.literal('slow-loris'),
    bytes: z.int().positive().default(1),
    everyMs: z.number().min(0).default(1000),
  }),
  /** One of the vendor's own: see the vendor's page for names. */
  z.object({ kind: z.literal('vendor'), name: z.string(), index: z.int().min(0).default(0) }),
]);
export type FaultEffect = z.infer<typeof effectSchema>;

/** One scripted fault. */
export const faultSchema = z.object({
  when: matcherSchema.default({}),
  /** Fitting requests let through first. */
  skip: z.int().min(0).default(0),
  /** Fitting requests it then strikes; `null` strikes all. */
  times: z.int().positive().nullable().default(1),
  /** `before`: the request has no effect. `after`: it is carried out, and its answer suffers. */
  phase: z.enum(['before', 'after']).default('before'),
  effect: effectSchema,
});
export type Fault = z.infer<typeof faultSchema>;
