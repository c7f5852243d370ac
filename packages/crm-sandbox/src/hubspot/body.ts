import { z } from 'zod';
import type { HttpRequest } from '../http/exchange.ts';
import { invalidJson } from './errors.ts';

/** Reads a JSON body of the given shape; throws HubSpot's 400 where it is none. */
export function readBody<T>(request: HttpRequest, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(request.body));
  if (!parsed.success) throw invalidJson(z.prettifyError(parsed.error));
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalidJson(error instanceof Error ? error.message : String(error));
  }
}

export const sentValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** Ids may come as numbers; they go out as strings. */
export const idText = z.union([z.string(), z.number()]).transform(String);
