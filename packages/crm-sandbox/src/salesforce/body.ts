import { z } from 'zod';
import type { HttpRequest } from '../http/exchange.ts';
import { badRequest } from './errors.ts';

/** Reads a JSON body of the given shape; throws the 400 that Salesforce answers where it has another. */
export function readBody<T>(request: HttpRequest, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(jsonOf(request.body));
  if (!parsed.success) throw badRequest('JSON_PARSER_ERROR', z.prettifyError(parsed.error));
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest('JSON_PARSER_ERROR', error instanceof Error ? error.message : String(error));
  }
}

/** A value as a client sends it for a field. */
export const sentValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** Text, number, boolean or null. */
export type SentValue = z.infer<typeof sentValue>;

/** Values by field name; `attributes` is set apart before. */
export type SentValues = Readonly<Record<string, SentValue>>;
