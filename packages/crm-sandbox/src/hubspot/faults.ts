import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import type { VendorFault } from '../vendor.ts';
import type { HubSpotAccount } from './account.ts';
import { batchError, refusalReply, validationError } from './errors.ts';

/** Faults of HubSpot's own, by name: https://developers.hubspot.com/docs/api-reference/error-handling */
const FAULT_NAMES = [
  'locked',
  'migration',
  'expired-token',
  'revoked-token',
  'bad-record',
  'conflict',
] as const;

type Answer = (request: HttpRequest) => Promise<HttpReply>;

/** Carries out a request under a fault; an unknown name is a mistake in the script and is said so. */
export async function answerWithFault(
  account: HubSpotAccount,
  call: { readonly request: HttpRequest; readonly fault: VendorFault; readonly answer: Answer },
): Promise<HttpReply> {
  const { request, answer, fault } = call;
  switch (fault.name) {
    case 'locked':
      return refusalReply({
        status: 423,
        message: 'The resource is locked; wait 2 seconds between requests.',
        category: 'LOCKED',
      });
    case 'migration':
      return {
        status: 477,
        headers: { 'Retry-After': '2' },
        json: { status: 'error', message: 'The account is being migrated.' },
      };
    case 'expired-token':
      account.tokens.expireAccess();
      return answer(request);
    case 'revoked-token':
      account.tokens.revokeAll();
      return answer(request);
    case 'bad-record':
      return withoutInput(request, fault.index, answer);
    case 'conflict':
      return refusalReply({
        status: 409,
        message: 'Contact already exists. Existing ID: 1',
        category: 'CONFLICT',
      });
    default:
      throw new Error(`HubSpot has no fault named ${fault.name}; there are ${FAULT_NAMES.join(', ')}.`);
  }
}

const batchBody = z.looseObject({ inputs: z.array(z.looseObject({})) });
const batchAnswer = z.looseObject({ errors: z.array(z.unknown()).default([]) });

/** Carries out a batch without one of its inputs, and reports that input as the bad one of a 207. */
async function withoutInput(request: HttpRequest, index: number, answer: Answer): Promise<HttpReply> {
  const body = batchBody.parse(JSON.parse(request.body));
  const bad = body.inputs[index];
  if (bad === undefined) return answer(request);
  const inputs = body.inputs.filter((input) => input !== bad);
  const reply = await answer({ ...request, body: JSON.stringify({ ...body, inputs }) });
  if (reply.status >= 300) return reply;
  const { errors, ...rest } = batchAnswer.parse(reply.json);
  const all = [...errors, batchError(refusalOf(bad))];
  return { ...reply, status: 207, json: { ...rest, numErrors: all.length, errors: all } };
}

function refusalOf(input: Readonly<Record<string, unknown>>) {
  const { refusal } = validationError('Property values were not valid: the record cannot be written.');
  const named = (key: string) => (input[key] === undefined ? [] : [String(input[key])]);
  return { ...refusal, context: { ids: named('id'), objectWriteTraceId: named('objectWriteTraceId') } };
}
