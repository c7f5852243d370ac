import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { batchReply, refuseLargeBatch } from '../batch/envelope.ts';
import { readBody } from '../body.ts';
import { type Refusal, Refused } from '../errors.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { presentProperty } from './present.ts';
import { createProperty, createSchema } from './single.ts';

const readSchema = z.object({
  inputs: z.array(z.object({ name: z.string() })),
  archived: z.boolean().default(false),
});

export function readPropertyBatch(
  account: HubSpotAccount,
  store: ObjectStore,
  request: HttpRequest,
): HttpReply {
  const { inputs } = readBody(request, readSchema);
  refuseLargeBatch(inputs.length);
  const found = inputs
    .map(({ name }) => store.properties.get(name))
    .filter((property) => property !== undefined);
  return batchReply(account, { ok: 200, results: found.map(presentProperty), errors: [] });
}

/** Makes several properties; those that exist already are entries of a 207. */
export function createPropertyBatch(
  account: HubSpotAccount,
  store: ObjectStore,
  request: HttpRequest,
): HttpReply {
  const { inputs } = readBody(request, z.object({ inputs: z.array(createSchema) }));
  refuseLargeBatch(inputs.length);
  const results: object[] = [];
  const errors: Refusal[] = [];
  for (const input of inputs) {
    try {
      results.push(presentProperty(createProperty(account, store, input)));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      errors.push({ ...error.refusal, context: { name: [input.name] } });
    }
  }
  return batchReply(account, { ok: 201, results, errors });
}
