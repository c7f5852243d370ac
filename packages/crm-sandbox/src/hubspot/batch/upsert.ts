import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { idText, readBody, sentValues } from '../body.ts';
import type { CheckedValues } from '../records/checkedValues.ts';
import { makeRecord } from '../records/create.ts';
import { findRow } from '../records/find.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { namesToReturn, present } from '../records/present.ts';
import { applyWrite, type Change, checkWrite } from '../records/write.ts';
import { refuseMissingRequired } from '../validation.ts';
import { batchReply, refuseDuplicates, refuseLargeBatch } from './envelope.ts';

const upsertSchema = z.object({
  inputs: z.array(
    z.object({
      id: idText,
      idProperty: z.string().optional(),
      objectWriteTraceId: z.string().optional(),
      properties: sentValues,
    }),
  ),
});
type Input = z.infer<typeof upsertSchema>['inputs'][number];

interface Planned {
  readonly input: Input;
  readonly row: number | null;
  readonly values: CheckedValues;
}

/** Updates the records that an id or unique value names, and makes those that are not there; all or none. */
export function upsertBatch(account: HubSpotAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const { inputs } = readBody(request, upsertSchema);
  refuseLargeBatch(inputs.length);
  refuseDuplicates(inputs.map(({ id }) => id));
  const planned = inputs.map((input) => plan(account, store, { input, request }));
  const change: Change = { at: account.clock.now(), source: 'INTEGRATION' };
  const results = planned.map((one) => upsertOne(account, store, { planned: one, change }));
  return batchReply(account, { ok: 200, results, errors: [] });
}

function plan(
  account: HubSpotAccount,
  store: ObjectStore,
  sent: { input: Input; request: HttpRequest },
): Planned {
  const { input, request } = sent;
  const row = findRow(account, store, { ...input, forWriting: true });
  const identity = input.idProperty === undefined ? {} : { [input.idProperty]: input.id };
  const values = checkWrite(account, store, { row, sent: { ...identity, ...input.properties } });
  refuseMissingRequired(account, store, { request, row, values });
  return { input, row, values };
}

function upsertOne(
  account: HubSpotAccount,
  store: ObjectStore,
  { planned, change }: { planned: Planned; change: Change },
) {
  const { values, input } = planned;
  if (planned.row !== null) applyWrite(account, store, { row: planned.row, values, change });
  const row = planned.row ?? makeRecord(account, store, { values, links: [], change });
  const names = namesToReturn(store, Object.keys(input.properties));
  return { ...present(store, row, { names, source: store.table }), new: planned.row === null };
}
