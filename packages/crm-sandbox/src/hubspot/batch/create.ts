import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { readBody } from '../body.ts';
import type { Refusal } from '../errors.ts';
import type { CheckedValues } from '../records/checkedValues.ts';
import {
  type CreateInput,
  createSchema,
  makeRecord,
  type PlannedRecord,
  planRecord,
} from '../records/create.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { namesToReturn, present } from '../records/present.ts';
import { alreadyExists } from '../records/write.ts';
import { refuseMissingRequired } from '../validation.ts';
import { batchReply, refuseLargeBatch } from './envelope.ts';
import { tracedRefusal } from './traced.ts';

const batchSchema = z.object({ inputs: z.array(createSchema) });

interface Planned extends PlannedRecord {
  readonly input: CreateInput;
}

/** Makes up to 100 records: all or none, unless every input carries an `objectWriteTraceId`. */
export function createBatch(account: HubSpotAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const { inputs } = readBody(request, batchSchema);
  refuseLargeBatch(inputs.length);
  const errors: Refusal[] = [];
  const planned: Planned[] = [];
  for (const input of inputs) {
    try {
      const record = planRecord(account, store, input);
      refuseMissingRequired(account, store, { request, row: null, values: record.values });
      planned.push({ ...record, input });
    } catch (error) {
      errors.push(tracedRefusal(error, input.objectWriteTraceId, inputs));
    }
  }
  refuseTwins(store, planned);
  const at = account.clock.now();
  const results = planned.map((one) => makeOne(account, store, { one, at }));
  return batchReply(account, { ok: 201, results, errors });
}

/** Two inputs with the same unique value conflict with each other, as with a record that exists. */
function refuseTwins(store: ObjectStore, planned: readonly { readonly values: CheckedValues }[]): void {
  const seen = new Set<string>();
  for (const { values } of planned)
    for (const [name, value] of values) {
      if (value === null || store.properties.get(name)?.hasUniqueValue !== true) continue;
      const key = `${name}=${value}`;
      if (seen.has(key)) throw alreadyExists(store, store.table.size - 1);
      seen.add(key);
    }
}

function makeOne(account: HubSpotAccount, store: ObjectStore, { one, at }: { one: Planned; at: number }) {
  const row = makeRecord(account, store, { ...one, change: { at, source: 'INTEGRATION' } });
  const names = namesToReturn(store, Object.keys(one.input.properties));
  const { objectWriteTraceId } = one.input;
  const record = present(store, row, { names, source: store.table });
  return objectWriteTraceId === undefined ? record : { ...record, objectWriteTraceId };
}
