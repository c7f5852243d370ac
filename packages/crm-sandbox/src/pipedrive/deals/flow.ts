import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { offsetPage } from '../records/offsetPage.ts';
import { presentV2 } from '../records/present.ts';
import type { Json, StoredRecord } from '../records/record.ts';
import { liveRecord } from '../records/remove.ts';
import { sqlTime } from '../time.ts';
import { USERS } from '../users.ts';
import type { DealEvent } from './history.ts';

interface FlowItem {
  readonly at: number;
  readonly object: 'dealChange' | 'activity';
  readonly data: Json;
}

/** What happened to a deal, its stages and its activities, newest first: https://developers.pipedrive.com/docs/api/v1/Deals#getDealUpdates */
export function dealFlow(account: PipedriveAccount, id: string, request: HttpRequest): HttpReply {
  const deal = liveRecord(account.store('deals'), id);
  const items = [...changeItems(account, deal), ...activityItems(account, deal)];
  const newestFirst = items.toReversed().sort((a, b) => b.at - a.at);
  return offsetPage(request.query, newestFirst, ({ object, at, data }) => ({
    object,
    timestamp: sqlTime(at),
    data,
  }));
}

function changeItems(account: PipedriveAccount, deal: StoredRecord): FlowItem[] {
  return account.dealHistory
    .of(deal.id)
    .map((event, index) => ({ at: event.at, object: 'dealChange', data: presentChange(deal, event, index) }));
}

function presentChange(deal: StoredRecord, { at, field, from, to, source }: DealEvent, index: number): Json {
  return {
    id: deal.order * 1000 + index,
    item_id: deal.id,
    user_id: USERS[0].id,
    field_key: field,
    old_value: textOrNull(from),
    new_value: textOrNull(to),
    is_bulk_update_flag: null,
    log_time: sqlTime(at),
    change_source: source,
    change_source_user_agent: null,
    additional_data: {},
  };
}

function textOrNull(value: Json): string | null {
  if (value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function activityItems(account: PipedriveAccount, deal: StoredRecord): FlowItem[] {
  const store = account.store('activities');
  return [...store.live()]
    .filter(({ values }) => values.deal_id === deal.id)
    .map((activity) => ({ at: activity.addTime, object: 'activity', data: presentV2(store, activity) }));
}
