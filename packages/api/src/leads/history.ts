import { z } from 'zod';
import { instant } from '../page.ts';
import { stage } from './stages.ts';

/** `id` is one line's own within the history; it is the cursor behind it. */
const line = z.object({ id: z.string(), at: instant });

/** A line of a lead's history; texts are in the reader's language. */
export const historyLineSchema = z.discriminatedUnion('kind', [
  /** Score or stage changed. */
  line.extend({
    kind: z.literal('evaluation'),
    modelVersion: z.int(),
    stage,
    total: z.number(),
    grade: z.string(),
    reason: z.string(),
  }),
  /** Something happened: records came or went, a person decided, a decision ended. */
  line.extend({ kind: z.literal('event'), event: z.string(), text: z.string() }),
  /** A stage that a CRM kept from before or beside us. */
  line.extend({ kind: z.literal('past-stage'), stage, text: z.string() }),
]);
