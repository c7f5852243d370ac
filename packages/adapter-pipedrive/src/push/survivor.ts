import type { PushOutcome } from '@tamis/adapter';
import { z } from 'zod';
import type { PipedriveClient } from '../client/index.ts';
import type { PipedriveObject } from '../objects.ts';
import type { WireRecord } from '../wire.ts';
import { readSingle } from './single.ts';

/** Where Pipedrive names the survivor of a merge: the notices of webhooks do, a read does not always. */
const merged = z.object({ merged_to_id: z.union([z.number(), z.string()]) });

/** What became of a record that a write did not find: one read tells whether it was merged, deleted, or is there after all. */
export async function findSurvivor(
  desk: { readonly client: PipedriveClient; readonly object: PipedriveObject; readonly signal: AbortSignal },
  id: string,
): Promise<PushOutcome> {
  const record = await readSingle(desk, id);
  if (record === null) return { id, status: 'gone' };
  const message = 'Pipedrive did not find the record for the write, but it is there again.';
  return goneOutcome(id, record) ?? { id, status: 'unknown', message };
}

/** The outcome where an answer shows another record, or a deleted one; `null` for the record itself, alive. */
export function goneOutcome(id: string, record: WireRecord): PushOutcome | null {
  const survivor = merged.safeParse(record);
  if (survivor.success) return { id, status: 'gone', mergedInto: String(survivor.data.merged_to_id) };
  if (String(record.id) !== id) return { id, status: 'gone', mergedInto: String(record.id) };
  return record.is_deleted === true ? { id, status: 'gone' } : null;
}
