import { z } from 'zod';
import { instant } from '../page.ts';
import { stage } from './stages.ts';

/** A line of a lead's history; texts are in the reader's language. */
export const historyLineSchema = z.discriminatedUnion('kind', [
  /** Score or stage changed. */
  z.object({
    kind: z.literal('evaluation'),
    at: instant,
    modelVersion: z.int(),
    stage,
    total: z.number(),
    grade: z.string(),
    reason: z.string(),
  }),
  /** Something happened: records came or went, a person decided, a decision ended. */
  z.object({ kind: z.literal('event'), at: instant, event: z.string(), text: z.string() }),
  /** A stage that a CRM kept from before or beside us. */
  z.object({ kind: z.literal('past-stage'), at: instant, stage, text: z.string() }),
]);
