import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { idText, readBody, sentValues } from '../body.ts';
import { missingObjects, type Refusal } from '../errors.ts';
import type { CheckedValues } from '../records/checkedValues.ts';
import { findRow } from '../records/find.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { namesToReturn, present } from '../records/present.ts';
import { applyWrite, checkWrite } from '../records/write.ts';
import { refuseMissingRequired } from '../validation.ts';
import { batchReply, refuseDuplicates, refuseLargeBatch } from './envelope.ts';
import { tracedRefusal } from './traced.ts';

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

/** What became of the inputs that name a record. */
interface Sorted {
  readonly ready: Ready[];
  readonly errors: Refusal[];
}

/**
 * Updates up to 100 records in one instant. Ids that are not there become entries of a 207; a bad value fails the whole batch
 * unless every input carries an `objectWriteTraceId`.
 */
export function updateBatch(account: HubSpotAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const { inputs } = readBody(request, updateSchema);
  refuseLargeBatch(inputs.length);
  refuseDuplicates(inputs.map(({ id }) => id));
  const { ready, errors } = sortOut(account, store, { inputs, request });
  const at = account.clock.now();
  const results = ready.map((one) => writeOne(account, store, { one, at }));
  return batchReply(account, { ok: 200, results, errors });
}

function sortOut(
  account: HubSpotAccount,
  store: ObjectStore,
  sent: { inputs: readonly Input[]; request: HttpRequest },
): Sorted {
  const ready: Ready[] = [];
  const errors: Refusal[] = [];
  const missing: string[] = [];
  for (const input of sent.inputs) {
    const row = findRow(account, store, { ...input, forWriting: true });
    if (row === null) missing.push(input.id);
    else collect({ ready, errors }, input, { inputs: sent.inputs, check: () => checked(row, input) });
  }
  if (missing.length > 0) errors.push(missingObjects(store.type.singular, missing));
  return { ready, errors };

  function checked(row: number, input: Input): Ready {
    const values = checkWrite(account, store, { row, sent: input.properties });
    refuseMissingRequired(account, store, { request: sent.request, row, values });
    return { row, input, values };
  }
}

function collect(sorted: Sorted, input: Input, work: { inputs: readonly Input[]; check: () => Ready }): void {
  try {
    sorted.ready.push(work.check());
  } catch (error) {
    sorted.errors.push(tracedRefusal(error, input.objectWriteTraceId, work.inputs));
  }
}

function writeOne(account: HubSpotAccount, store: ObjectStore, { one, at }: { one: Ready; at: number }) {
  applyWrite(account, store, { row: one.row, values: one.values, change: { at, source: 'INTEGRATION' } });
  const names = namesToReturn(store, Object.keys(one.input.properties));
  const record = present(store, one.row, { names, source: store.table });
  return one.input.objectWriteTraceId === undefined
    ? record
    : { ...record, objectWriteTraceId: one.input.objectWriteTraceId };
}
