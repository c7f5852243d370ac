import { AdapterError, ReconnectNeeded } from '@tamis/adapter';
import type { Problem, ProblemKind } from '@tamis/api';
import { ProblemError } from './problemError.ts';

const STATUS: Readonly<Record<ProblemKind, number>> = {
  'sign-in': 401,
  'set-up': 409,
  forbidden: 403,
  invalid: 422,
  reload: 412,
  precondition: 428,
  wait: 429,
  'not-found': 404,
  conflict: 409,
  crm: 502,
  failed: 500,
};

const TITLE: Readonly<Record<ProblemKind, string>> = {
  'sign-in': 'Sign in first',
  'set-up': 'Set it up first',
  forbidden: 'Not allowed',
  invalid: 'Not understood',
  reload: 'Changed by somebody else',
  precondition: 'Version missing',
  wait: 'Too many attempts',
  'not-found': 'Not found',
  conflict: 'Not possible now',
  crm: 'The CRM did not do it',
  failed: 'Our fault',
};

/** The error answer to anything thrown: what is not meant for people is told by its request id alone. */
export function problemOf(error: unknown, requestId: string): Problem {
  const known = asProblem(error);
  const { kind } = known;
  return {
    type: `urn:tamis:problem:${kind}`,
    title: TITLE[kind],
    status: STATUS[kind],
    detail: known.message,
    kind,
    requestId,
    ...(known.code === undefined ? {} : { code: known.code }),
    ...(known.faults === undefined ? {} : { faults: [...known.faults] }),
  };
}

function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof ReconnectNeeded) return new ProblemError('crm', error.message, { code: 'reconnect' });
  if (error instanceof AdapterError) return new ProblemError('crm', error.message, { code: error.name });
  if (isBodyError(error)) return new ProblemError('invalid', 'The body is not JSON, or larger than 1 MB.');
  return new ProblemError(
    'failed',
    'Something went wrong on our side. Quote the id of this request to your operator.',
  );
}

/** Errors of express's body parser carry a type such as `entity.parse.failed`. */
function isBodyError(error: unknown): boolean {
  return error instanceof Error && 'type' in error && String(error.type).startsWith('e');
}
