import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { idText, readBody, sentValues } from '../body.ts';
import { missingObjects, type Refusal, Refused } from '../errors.ts';
import { findRow } from '../records/find.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { namesToReturn, present } from '../records/present.ts';
import { applyWrite, type CheckedValues, checkWrite } from '../records/write.ts';
import { batchReply, refuseDuplicates, refuseLargeBatch } from './envelope.ts';

const updateSchema = z.object({
  inputs: z.array(
    z.object({
      id: idText,
      idProperty: z.string().optional(),
      objectWriteTraceId: z.string().optional(),
      properties: sentValues,
    }),
  ),
});
type Input = z.infer<typeof updateSchema>['inputs'][number];

interface Ready {
  readonly row: number;
  readonly input: Input;
  readonly values: CheckedValues;
}

/** Updates up to 100 records in one instant. Ids that are not there become entries of a 207; a bad value fails the batch unless every input can be traced. */
export function updateBatch(account: HubSpotAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const { inputs } = readBody(request, updateSchema);
  refuseLargeBatch(inputs.length);
  refuseDuplicates(inputs.map(({ id }) => id));
  const found = inputs.map((input) => ({
    input,
    row: findRow(account, store, { ...input, forWriting: true }),
  }));
  const missing = found.filter(({ row }) => row === null).map(({ input }) => input.id);
  const errors: Refusal[] = missing.length > 0 ? [missingObjects(store.type.singular, missing)] : [];
  const ready: Ready[] = [];
  for (const { input, row } of found)
    if (row !== null) prepare(account, store, { input, row, ready, errors, inputs });
  const at = account.clock.now();
  const results = ready.map((one) => writeOne(account, store, one, at));
  return batchReply(account, { ok: 200, results, errors });
}

function prepare(
  account: HubSpotAccount,
  store: ObjectStore,
  one: { input: Input; row: number; ready: Ready[]; errors: Refusal[]; inputs: readonly Input[] },
): void {
  const { input, row, ready, errors, inputs } = one;
  try {
    ready.push({ row, input, values: checkWrite(account, store, { row, sent: input.properties }) });
  } catch (error) {
    errors.push(tracedRefusal(error, input.objectWriteTraceId, inputs));
  }
}

/** One input's refusal as an entry of a 207; thrown on where the batch has inputs without a trace id, or at a conflict. */
export function tracedRefusal(
  error: unknown,
  traceId: string | undefined,
  inputs: readonly { objectWriteTraceId?: string | undefined }[],
): Refusal {
  const traced = traceId !== undefined && inputs.every((input) => input.objectWriteTraceId !== undefined);
  if (!(error instanceof Refused) || !traced || error.refusal.status === 409) throw error;
  return { ...error.refusal, context: { ...error.refusal.context, objectWriteTraceId: [traceId] } };
}

function writeOne(account: HubSpotAccount, store: ObjectStore, one: Ready, at: number) {
  applyWrite(account, store, one.row, { values: one.values, change: { at, source: 'INTEGRATION' } });
  const names = namesToReturn(store, Object.keys(one.input.properties));
  const record = present(store, one.row, { names, source: store.table });
  return one.input.objectWriteTraceId === undefined
    ? record
    : { ...record, objectWriteTraceId: one.input.objectWriteTraceId };
}
