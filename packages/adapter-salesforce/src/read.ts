import { type CrmRecord, type ReadRequest, requireReadBatch } from '@tamis/adapter';
import type { SalesforceClient } from './client/index.ts';
import type { Catalogue } from './describe.ts';
import { PLANNING } from './limits/index.ts';
import { salesforceObject } from './objects.ts';
import { throwMissing } from './pull/reader.ts';
import { type Reading, toRow } from './pull/row.ts';
import { columnsOf } from './pull/soql.ts';
import { SalesforceRefusal } from './refusals.ts';
import { collectionSchema } from './wire.ts';

/** What a read works with. */
export interface ReadDesk {
  readonly client: SalesforceClient;
  readonly catalogue: Catalogue;
}

/**
 * Records as they stand now, by one collection: ten times as many as a query's address would hold, and no longer for many fields.
 * A converted lead is left out like a deleted one: nobody can write to it any more. Throws `FieldGone`.
 */
export async function read(desk: ReadDesk, request: ReadRequest): Promise<readonly CrmRecord[]> {
  requireReadBatch(request, PLANNING);
  const { ids, fields, signal } = request;
  const object = salesforceObject(request.object);
  if (ids.length === 0) return [];
  await desk.catalogue.requireFields(object.name, fields, signal);
  const reading = { object, fields, associations: [] };
  const results = await retrieve(desk, reading, request);
  return results
    .filter((result) => result !== null)
    .map((result) => toRow(reading, result))
    .flatMap(({ outcome }) => ('record' in outcome ? [outcome.record] : []));
}

/** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-sobjects-collections-retrieve-post.html */
async function retrieve(
  { client, catalogue }: ReadDesk,
  reading: Reading,
  { ids, signal }: ReadRequest,
): Promise<readonly unknown[]> {
  const { object, fields } = reading;
  const asked = { fields: [...columnsOf(object, fields)] };
  try {
    return await client.call({ bill: object.bill, effect: 'read', signal }, collectionSchema, (connection) =>
      connection.retrieve(object.name, [...ids], asked),
    );
  } catch (error) {
    if (error instanceof SalesforceRefusal) throwMissing(catalogue, reading, error);
    throw error;
  }
}
