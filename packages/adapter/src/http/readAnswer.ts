import type { z } from 'zod';
import { OutcomeUnknown, Unavailable } from '../errors.ts';

/** The text of an answer, and what was asked for with which effect. */
export interface AnswerText {
  readonly text: string;
  readonly effect: 'read' | 'write';
}

/** Reads the JSON of an answer. What cannot be read is `Unavailable`, or `OutcomeUnknown` where it answers a write. */
export function readAnswer<T extends z.ZodType>({ text, effect }: AnswerText, schema: T): z.infer<T> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.slice(0, 300) : String(cause);
    const message = `The CRM answered with something that could not be read: ${why}`;
    throw effect === 'write' ? new OutcomeUnknown(message, { cause }) : new Unavailable(message, { cause });
  }
}
