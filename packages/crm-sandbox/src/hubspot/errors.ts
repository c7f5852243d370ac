import { randomUUID } from 'node:crypto';
import type { HttpReply } from '../http/exchange.ts';

/** One detail of an error body: https://developers.hubspot.com/docs/api-reference/error-handling */
export interface ErrorDetail {
  readonly message: string;
  readonly code?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** What an error says, beside its status. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly category?: string;
  readonly subCategory?: string;
  readonly errors?: readonly ErrorDetail[];
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that HubSpot would refuse; becomes the answer. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

export function refusalReply(refusal: Refusal): HttpReply {
  const { status, headers, ...body } = refusal;
  return {
    status,
    json: { status: 'error', correlationId: randomUUID(), ...body },
    ...(headers === undefined ? {} : { headers }),
  };
}

/** The entry of a 207 answer's `errors`. */
export function batchError(refusal: Refusal): object {
  const { status: _status, headers: _headers, ...body } = refusal;
  return { status: 'error', context: {}, links: {}, errors: [], ...body };
}

export function validationError(message: string, errors: readonly ErrorDetail[] = []): Refused {
  return new Refused({
    status: 400,
    message,
    category: 'VALIDATION_ERROR',
    ...(errors.length > 0 ? { errors } : {}),
  });
}

export function invalidJson(problem: string): Refused {
  return validationError(`Invalid input JSON on line 1, column 1: ${problem}`);
}

export function objectNotFound(id: string): Refused {
  return new Refused({
    status: 404,
    message: 'Object not found.  objectId are usually numeric.',
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.objects.OBJECT_NOT_FOUND',
    context: { id: [id] },
  });
}

export function resourceNotFound(): Refused {
  return new Refused({ status: 404, message: 'resource not found' });
}

/** The entry of a 207 answer for ids that are not there. */
export function missingObjects(singular: string, ids: readonly string[]): Refusal {
  return {
    status: 404,
    message: `Could not get some ${singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
    category: 'OBJECT_NOT_FOUND',
    context: { ids },
  };
}
