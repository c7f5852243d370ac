import { z } from 'zod';
import type { HttpRequest } from '../http/exchange.ts';

/** A request to the control interface that cannot be carried out; its message says why. */
export class ControlProblem extends Error {
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.name = 'ControlProblem';
    this.status = status;
  }
}

/** Reads a JSON body of the given shape; an empty body counts as `{}`. */
export function controlBody<T>(request: HttpRequest, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(request.body === '' ? '{}' : request.body);
  } catch (error) {
    throw new ControlProblem(
      `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new ControlProblem(z.prettifyError(parsed.error));
  return parsed.data;
}
