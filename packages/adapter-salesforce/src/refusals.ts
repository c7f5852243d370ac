import {
  type AdapterError,
  type Instant,
  PermissionMissing,
  QuotaExhausted,
  RateLimited,
  RequestRefused,
  TokenRejected,
  Unavailable,
} from '@tamis/adapter';
import type { Answer } from './client/transport.ts';
import { HOUR_MS } from './limits/index.ts';
import { errorListSchema, type WireError } from './wire.ts';

/** A refused request with everything Salesforce said, for the callers that look closer (pull, push, provision). */
export class SalesforceRefusal extends RequestRefused {
  readonly status: number;
  readonly errors: readonly WireError[];

  constructor(status: number, errors: readonly WireError[], what: string) {
    const code = errors[0]?.errorCode ?? `HTTP_${status}`;
    super(`Salesforce refused ${what}: ${errors[0]?.message || code}`, code);
    this.status = status;
    this.errors = errors;
  }
}

/** What an error needs to know beside the answer. */
export interface RefusalContext {
  /** For messages, for instance `GET /services/data/v66.0/query`. */
  readonly what: string;
  readonly now: Instant;
}

/**
 * Turns an answer from 400 on into the error that says what to do next.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/errorcodes.html
 */
export function toError(answer: Answer, context: RefusalContext): AdapterError {
  const { status } = answer;
  const errors = readErrors(answer.text);
  const [first] = errors;
  const code = first?.errorCode ?? '';
  if (status === 401)
    return new TokenRejected(first?.message ?? 'The token was refused.', code || 'HTTP_401');
  if (code === 'REQUEST_LIMIT_EXCEEDED') return tooMany(first?.message ?? '', context);
  if (status === 429 || status === 420)
    return new RateLimited(`Salesforce had too many requests at ${context.what}.`, context.now + 2000);
  if (status >= 500 || code === 'SERVER_UNAVAILABLE' || code === 'QUERY_TIMEOUT') {
    return new Unavailable(`Salesforce answered ${status} to ${context.what}. It is repeated later.`);
  }
  if (status === 403) return forbidden(errors, context);
  return new SalesforceRefusal(status, errors, context.what);
}

/** The day's quota and the number of long requests at once answer with the same code; only the message tells them apart. */
function tooMany(message: string, { what, now }: RefusalContext): AdapterError {
  if (/concurrent/i.test(message)) {
    return new RateLimited(`Salesforce has too many long requests at once (${what}).`, now + 5000);
  }
  return new QuotaExhausted(
    'The Salesforce organization has used its requests of the last 24 hours. The run goes on when some of them are free again.',
    now + HOUR_MS,
  );
}

function forbidden(errors: readonly WireError[], { what }: RefusalContext): PermissionMissing {
  const permissions = errors[0]?.errorCode === 'API_DISABLED_FOR_ORG' ? ['API Enabled'] : [];
  const why = errors[0]?.message || 'no reason given';
  const message = `Salesforce forbids ${what}: ${why}. Grant the permission to the user who connected, and try again.`;
  return new PermissionMissing(message, permissions);
}

/** Error bodies may be HTML from a proxy, or empty. */
function readErrors(text: string): readonly WireError[] {
  return errorListSchema.catch([]).parse(readJson(text));
}

/** `null` for what is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Columns that a refusal says do not exist: `No such column 'Foo__c' on entity 'Lead'`. */
export function missingColumns(messages: readonly string[]): readonly string[] {
  const found = messages.flatMap((message) => [
    ...message.matchAll(/No such column '([^']+)'|Field name not found : (\w+)/g),
  ]);
  return [...new Set(found.map(([, column, field]) => column ?? field ?? ''))];
}
