import type { CrmRecord, HistoryRequest, PastValue } from '@tamis/adapter';
import type { HubspotClient } from '../client/index.ts';
import { historySchema } from '../wire.ts';

/** Past values make a read of 50 the largest: https://developers.hubspot.com/docs/api-reference/crm-objects-v3/guide */
const BATCH = 50;

/** Past values by field, newest first, by record id. */
export type Histories = ReadonlyMap<string, Readonly<Record<string, readonly PastValue[]>>>;

/** Reads past values of those records whose counter says that there are some. */
export async function readHistories(
  client: HubspotClient,
  records: readonly CrmRecord[],
  request: HistoryRequest & { readonly object: string; readonly signal: AbortSignal },
): Promise<Histories> {
  const ids = records
    .filter(({ fields }) => Number(fields[request.counter] ?? 0) >= request.atLeast)
    .map(({ id }) => id);
  const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, index) =>
    ids.slice(index * BATCH, (index + 1) * BATCH),
  );
  const read = await Promise.all(batches.map((batch) => readBatch(client, batch, request)));
  return new Map(read.flat());
}

async function readBatch(
  client: HubspotClient,
  ids: readonly string[],
  { object, fields, signal }: HistoryRequest & { readonly object: string; readonly signal: AbortSignal },
): Promise<[string, Readonly<Record<string, readonly PastValue[]>>][]> {
  const body = { inputs: ids.map((id) => ({ id })), properties: [], propertiesWithHistory: [...fields] };
  const call = {
    lane: 'burst',
    bill: 'activityCalls',
    effect: 'read',
    signal,
    schema: historySchema,
  } as const;
  const { results } = await client.call(call, ({ batches }) => batches.read(object, body));
  return results.map(({ id, propertiesWithHistory }) => {
    const pasts = Object.entries(propertiesWithHistory).map(([field, values]) => [field, values.map(toPast)]);
    return [id, Object.fromEntries(pasts)];
  });
}

function toPast({ value, timestamp }: { value?: string | null | undefined; timestamp: number }): PastValue {
  return { value: value ?? null, at: timestamp };
}
