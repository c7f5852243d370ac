import type { HttpReply } from '../http/exchange.ts';

/** What an error says, beside its status: https://pipedrive.readme.io/docs/core-api-concepts-http-status-codes */
export interface Refusal {
  readonly status: number;
  readonly error: string;
  /** A name for the kind of error; v2 gives one with most. */
  readonly code?: string;
  /** The status again, as older parts of the API repeat it. */
  readonly errorCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that Pipedrive would refuse; becomes the answer. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.error);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

const ERROR_INFO = 'Please check developers.pipedrive.com for more information about Pipedrive API.';

/** The answer that says a refusal. */
export function refusalReply({ status, headers, ...body }: Refusal): HttpReply {
  return {
    status,
    json: { success: false, ...body, error_info: ERROR_INFO, data: null, additional_data: null },
    ...(headers === undefined ? {} : { headers }),
  };
}

/** The 400 for a body or a query of the wrong shape; `problem` names the place first. */
export function validationFailed(problem: string): Refused {
  return new Refused({
    status: 400,
    error: `Validation failed: ${problem}`,
    code: 'ERR_SCHEMA_VALIDATION_FAILED',
  });
}

/** The 404 for what is not there, or not any more. */
export function notFound(what: string): Refused {
  return new Refused({ status: 404, error: `${what} not found`, code: 'ERR_NOT_FOUND' });
}

/** The 410 for what was there once. */
export function gone(what: string): Refused {
  return new Refused({ status: 410, error: `${what} is gone`, code: 'ERR_GONE' });
}

/** The 401 for a token that is unknown or has expired. */
export function unauthorized(): Refused {
  return new Refused({ status: 401, error: 'unauthorized access', errorCode: 401 });
}

/** The 403 for a token without the scope, or an account at the cap of its plan. */
export function forbidden(why: string): Refused {
  return new Refused({ status: 403, error: why, errorCode: 403 });
}

/** The 402 of a company that has not paid. */
export function companyClosed(): Refused {
  return new Refused({
    status: 402,
    error: 'company account is not open (trial expired, payment due)',
    errorCode: 402,
  });
}
