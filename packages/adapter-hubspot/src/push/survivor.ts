import type { PushOutcome } from '@tamis/adapter';
import type { HubspotClient } from '../client/index.ts';
import type { HubspotObject } from '../objects.ts';
import { HubspotRefusal } from '../refusals.ts';
import { recordSchema } from '../wire.ts';

/** What became of a record that a write did not find: a read of a merged id answers with its survivor. */
export async function findSurvivor(
  desk: { readonly client: HubspotClient; readonly object: HubspotObject; readonly signal: AbortSignal },
  id: string,
): Promise<PushOutcome> {
  const { client, object, signal } = desk;
  const call = { lane: 'burst', bill: object.bill, effect: 'read', signal, schema: recordSchema } as const;
  try {
    const record = await client.call(call, ({ records }) =>
      records.getById(object.name, id, ['hs_object_id']),
    );
    if (record.id !== id) return { id, status: 'gone', mergedInto: record.id };
    return {
      id,
      status: 'unknown',
      message: 'HubSpot did not find the record for the write, but it is there again.',
    };
  } catch (error) {
    if (error instanceof HubspotRefusal && error.status === 404) return { id, status: 'gone' };
    throw error;
  }
}
