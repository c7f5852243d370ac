import { z } from 'zod';
import type { HttpRequest } from '../http/exchange.ts';
import { validationFailed } from './errors.ts';

/** Reads a JSON body of the given shape; throws the 400 where it is none. */
export function readBody<T>(request: Pick<HttpRequest, 'body'>, schema: z.ZodType<T>): T {
  return checked(parseJson(request.body), schema);
}

/** A value of the given shape; throws the 400 that names the first place that is wrong. */
export function checked<T>(value: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw validationFailed(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch (error) {
    throw validationFailed(`body: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** An id as strict v2 takes it: a whole number, never its text. */
export const integerId = z.int().positive();

/** A parameter of the query by which a list is narrowed. */
export function integerParameter(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^\d+$/.test(text)) throw validationFailed(`${name}: Expected an integer`);
  return Number(text);
}

/** Words of a query parameter, separated by commas. */
export function listParameter(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}
