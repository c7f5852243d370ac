import type { HubspotClient } from '../client/index.ts';
import type { HubspotObject } from '../objects.ts';
import { batchReadSchema } from '../wire.ts';
import { type Row, toRow } from './row.ts';

/** Most records in one read: https://developers.hubspot.com/docs/api-reference/crm-objects-v3/guide */
export const READ_BATCH = 100;

/** What is read of each record. */
export interface Reading {
  readonly object: HubspotObject;
  readonly fields: readonly string[];
  readonly signal: AbortSignal;
}

/** The properties to ask for: those wanted, and those that every record needs. */
export function propertiesOf({ object, fields }: Omit<Reading, 'signal'>): string[] {
  return [...new Set([...fields, object.modified, 'hs_merged_object_ids'])];
}

/**
 * Records by id, from HubSpot's primary store: at most {@link READ_BATCH}, in an order of HubSpot's own. Those that are not there are
 * missing, and an id that was merged away may be answered by its survivor.
 */
export async function readRows(
  client: HubspotClient,
  reading: Reading,
  ids: readonly string[],
): Promise<readonly Row[]> {
  const { object, fields, signal } = reading;
  const inputs = ids.map((id) => ({ id }));
  const body = { inputs, properties: propertiesOf(reading), propertiesWithHistory: [] };
  const call = {
    lane: 'burst',
    bill: object.bill,
    effect: 'read',
    signal,
    schema: batchReadSchema,
  } as const;
  const { results } = await client.call(call, ({ batches }) => batches.read(object.name, body));
  return results.map((row) => toRow(object, fields, row));
}
