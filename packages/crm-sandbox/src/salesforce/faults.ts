import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import type { VendorFault } from '../vendor.ts';
import { failedRow } from './collections/rowResult.ts';
import { errorReply, RecordProblem, refusalReply } from './errors.ts';
import type { SalesforceOrg } from './org.ts';

/** Faults of Salesforce's own, by name: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
const FAULT_NAMES = [
  'lock-row',
  'expired-session',
  'revoked-token',
  'quota-exhausted',
  'concurrent-limit',
  'server-unavailable',
  'query-timeout',
  'dead-locator',
  'late-failed-results',
] as const;

type Answer = (request: HttpRequest) => Promise<HttpReply>;

/** Carries out a request under a fault; an unknown name is a mistake in the script and is said so. */
export async function answerWithFault(
  org: SalesforceOrg,
  call: { readonly request: HttpRequest; readonly fault: VendorFault; readonly answer: Answer },
): Promise<HttpReply> {
  const { request, answer, fault } = call;
  const scripted = SCRIPTED[fault.name];
  if (scripted !== undefined) return scripted;
  switch (fault.name) {
    case 'lock-row':
      return withLockedRow(request, fault.index, answer);
    case 'late-failed-results':
      return headerOnly(await answer(request));
    case 'expired-session':
      endSessionOf(org, request);
      return answer(request);
    case 'revoked-token':
      org.tokens.revokeAll();
      return answer(request);
    default:
      throw new Error(`Salesforce has no fault named ${fault.name}; there are ${FAULT_NAMES.join(', ')}.`);
  }
}

const SCRIPTED: Readonly<Record<string, HttpReply>> = {
  'quota-exhausted': errorReply(403, {
    message: 'TotalRequests Limit exceeded.',
    errorCode: 'REQUEST_LIMIT_EXCEEDED',
  }),
  'concurrent-limit': errorReply(403, {
    message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
    errorCode: 'REQUEST_LIMIT_EXCEEDED',
  }),
  'server-unavailable': errorReply(503, {
    message: 'Too many requests. The server is temporarily unable to respond.',
    errorCode: 'SERVER_UNAVAILABLE',
  }),
  'query-timeout': errorReply(400, {
    message: 'Your query request was running for too long.',
    errorCode: 'QUERY_TIMEOUT',
  }),
  'dead-locator': errorReply(400, { message: 'invalid query locator', errorCode: 'INVALID_QUERY_LOCATOR' }),
};

/** Ends the session that the request comes with, also the one from the start. */
function endSessionOf(org: SalesforceOrg, { headers }: HttpRequest): void {
  const token = /^\w+ (.+)$/.exec(String(headers.authorization))?.[1] ?? '';
  const grant = org.tokens.grant(token);
  if (grant !== undefined) grant.ended = true;
}

const collectionBody = z.looseObject({
  allOrNone: z.boolean().default(false),
  records: z.array(z.unknown()),
});

function lockProblem(): RecordProblem {
  return new RecordProblem(
    'UNABLE_TO_LOCK_ROW',
    'unable to obtain exclusive access to this record or 1 records',
  );
}

/** Carries out a collection without one of its records, and says of that one that it was locked; a single write fails whole. */
async function withLockedRow(request: HttpRequest, index: number, answer: Answer): Promise<HttpReply> {
  const parsed = collectionBody.safeParse(request.body === '' ? null : JSON.parse(request.body));
  if (!parsed.success) return refusalReply(lockProblem());
  const { records, ...rest } = parsed.data;
  if (index >= records.length) return answer(request);
  const others = rest.allOrNone ? [] : records.filter((_, at) => at !== index);
  const reply = await answer({ ...request, body: JSON.stringify({ ...rest, records: others }) });
  if (reply.status >= 300) return reply;
  const rows = z.array(z.unknown()).parse(reply.json);
  return { ...reply, json: rows.toSpliced(index, 0, failedRow(lockProblem())) };
}

/** A file of results that is not complete yet: nothing but its header. */
function headerOnly(reply: HttpReply): HttpReply {
  if (reply.text === undefined) return reply;
  return { ...reply, text: reply.text.slice(0, reply.text.indexOf('\n') + 1) };
}
