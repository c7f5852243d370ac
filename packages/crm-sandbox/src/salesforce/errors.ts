import type { HttpReply } from '../http/exchange.ts';

/** One error as a list answer holds it: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
export interface ApiError {
  readonly message: string;
  readonly errorCode: string;
  readonly fields?: readonly string[];
}

/** A request that Salesforce would refuse; becomes the answer. */
export class Refused extends Error {
  readonly status: number;
  readonly error: ApiError;

  constructor(status: number, error: ApiError) {
    super(error.message);
    this.name = 'Refused';
    this.status = status;
    this.error = error;
  }
}

/** A record that cannot be written as asked; alone it fails its request, in a collection only its own row. */
export class RecordProblem extends Error {
  readonly statusCode: string;
  readonly fields: readonly string[];

  constructor(statusCode: string, message: string, fields: readonly string[] = []) {
    super(message);
    this.name = 'RecordProblem';
    this.statusCode = statusCode;
    this.fields = fields;
  }
}

/** Errors come as an array, also where there is only one. */
export function errorReply(status: number, error: ApiError): HttpReply {
  return { status, json: [error] };
}

/** The answer for what was thrown; anything else than a refusal is a fault of the sandbox and goes on. */
export function refusalReply(thrown: unknown): HttpReply {
  if (thrown instanceof Refused) return errorReply(thrown.status, thrown.error);
  if (thrown instanceof RecordProblem) {
    const { statusCode, message, fields } = thrown;
    return errorReply(GONE.has(statusCode) ? 404 : 400, { message, errorCode: statusCode, fields });
  }
  throw thrown;
}

/** Problems that say that the record is not there. */
const GONE = new Set(['ENTITY_IS_DELETED', 'NOT_FOUND']);

/** The 404 for what is not there. */
export function notFound(message = 'The requested resource does not exist'): Refused {
  return new Refused(404, { errorCode: 'NOT_FOUND', message });
}

/** The 400 with this code. */
export function badRequest(errorCode: string, message: string): Refused {
  return new Refused(400, { message, errorCode });
}
