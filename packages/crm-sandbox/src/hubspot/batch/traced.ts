import { type Refusal, Refused } from '../errors.ts';

/**
 * One input's refusal as an entry of a 207. Thrown on where an input of the batch has no trace id, and at a conflict, which
 * fails the whole batch: https://developers.hubspot.com/docs/api-reference/error-handling#multi-status-errors
 */
export function tracedRefusal(
  error: unknown,
  traceId: string | undefined,
  inputs: readonly { objectWriteTraceId?: string | undefined }[],
): Refusal {
  const traced = traceId !== undefined && inputs.every((input) => input.objectWriteTraceId !== undefined);
  if (!(error instanceof Refused) || !traced || error.refusal.status === 409) throw error;
  return { ...error.refusal, context: { ...error.refusal.context, objectWriteTraceId: [traceId] } };
}
