import type { Instant, RecordGoneNotice } from '@tamis/adapter';
import type * as v2 from 'pipedrive/v2';
import type { PipedriveClient } from '../client/index.ts';
import { COST, PAGE } from '../limits.ts';
import { listSchema, recordSchema, wholeSeconds } from '../wire.ts';

/**
 * Leads that became deals since an instant. A converted lead vanishes without a word; the deal names it, where `include_fields`
 * asks: https://developers.pipedrive.com/docs/api/v1/Deals#getDeals. 10 tokens for 500 deals.
 */
export async function* conversions(
  client: PipedriveClient,
  { since, signal }: { readonly since: Instant; readonly signal: AbortSignal },
): AsyncGenerator<readonly RecordGoneNotice[]> {
  const call = { cost: COST.v2.list, bill: 'calls', effect: 'read', signal, schema: listSchema } as const;
  const query: v2.DealsApiGetDealsRequest = {
    sort_by: 'id',
    limit: PAGE,
    include_fields: 'source_lead_id',
    updated_since: wholeSeconds(since),
  };
  let cursor: string | null | undefined;
  do {
    const page = cursor ? { ...query, cursor } : query;
    const { data, additional_data } = await client.call(call, ({ deals }) => deals.getDeals(page));
    yield data.flatMap(noticeOf);
    cursor = additional_data?.next_cursor;
  } while (cursor);
}

function noticeOf(deal: unknown): readonly RecordGoneNotice[] {
  const record = recordSchema.safeParse(deal).data;
  const lead = record?.source_lead_id;
  if (record === undefined || typeof lead !== 'string') return [];
  return [{ object: 'leads', id: lead, convertedInto: { object: 'deals', id: String(record.id) } }];
}
