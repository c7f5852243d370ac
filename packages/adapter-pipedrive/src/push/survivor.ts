import type { PushOutcome } from '@tamis/adapter';
import { z } from 'zod';
import type { PipedriveClient } from '../client/index.ts';
import type { PipedriveObject } from '../objects.ts';
import { PipedriveRefusal } from '../refusals.ts';
import { oneSchema, type WireRecord } from '../wire.ts';
import { SINGLES } from './single.ts';

/** Where Pipedrive names the survivor of a merge: the notices of webhooks do, a read does not always. */
const merged = z.object({ merged_to_id: z.union([z.number(), z.string()]) });

/** What became of a record that a write did not find: one read tells whether it was merged, deleted, or is there after all. */
export async function findSurvivor(
  desk: { readonly client: PipedriveClient; readonly object: PipedriveObject; readonly signal: AbortSignal },
  id: string,
): Promise<PushOutcome> {
  const { client, object, signal } = desk;
  const { get, cost } = SINGLES[object.name];
  const call = { cost: cost.get, bill: object.bill, effect: 'read', signal, schema: oneSchema } as const;
  try {
    const { data } = await client.call(call, (api) => get(api, id));
    const message = 'Pipedrive did not find the record for the write, but it is there again.';
    return goneOutcome(id, data) ?? { id, status: 'unknown', message };
  } catch (error) {
    if (error instanceof PipedriveRefusal && error.notFound) return { id, status: 'gone' };
    throw error;
  }
}

/** The outcome where an answer shows another record, or a deleted one; `null` for the record itself, alive. */
export function goneOutcome(id: string, record: WireRecord): PushOutcome | null {
  const survivor = merged.safeParse(record);
  if (survivor.success) return { id, status: 'gone', mergedInto: String(survivor.data.merged_to_id) };
  if (String(record.id) !== id) return { id, status: 'gone', mergedInto: String(record.id) };
  return record.is_deleted === true ? { id, status: 'gone' } : null;
}
