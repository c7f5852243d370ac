import type { CrmRecord } from '@tamis/adapter';
import { markDirty } from '../store/leads.ts';
import { storedRecords } from '../store/records.ts';
import { inRunTransaction } from '../store/transaction.ts';
import { readArrivals, saveArrivals } from './arrivals.ts';
import type { RunContext } from './context.ts';
import { linkArrivals } from './people/linkArrivals.ts';

/** The records as they stand now, by id; what is gone is not among them. Fields that the CRM does not have are not asked for. */
export async function readNow(
  { adapter, signal, fields: known }: RunContext,
  object: string,
  { ids, fields }: { ids: readonly string[]; fields: readonly string[] },
): Promise<ReadonlyMap<string, CrmRecord>> {
  const { readBatch } = adapter.limits;
  const asked = fields.filter((field) => known.get(`${object}/${field}`)?.present);
  const found = new Map<string, CrmRecord>();
  for (let start = 0; start < ids.length; start += readBatch) {
    const part = ids.slice(start, start + readBatch);
    for (const record of await adapter.read({ object, ids: part, fields: asked, signal }))
      found.set(record.id, record);
  }
  return found;
}

/** What was seen is an arrival like those of a page, as far as fields were read; its leads wait for evaluation. */
export async function storeSeen(
  context: RunContext,
  object: string,
  seen: readonly CrmRecord[],
): Promise<void> {
  if (seen.length === 0) return;
  const ids = seen.map(({ id }) => id);
  await inRunTransaction(context.db, async (queries) => {
    const stored = await storedRecords(queries, context.scope, { object, ids });
    const records = seen.map((record) => ({
      ...record,
      fields: { ...stored.get(record.id)?.fields, ...record.fields },
    }));
    const arrived = await readArrivals(queries, context, { object, records });
    await saveArrivals(queries, context, {
      object,
      arrived,
      signalsOf: ({ record }) => stored.get(record.id)?.signals ?? null,
    });
    await linkArrivals(queries, context, { changed: records, gone: [] });
    await markDirty(queries, context.scope, { object, ids });
  });
}
