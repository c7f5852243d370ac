import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { presentAssociations } from '../associations/presentV3.ts';
import { validationError } from '../errors.ts';
import type { ObjectStore } from './objectStore.ts';
import { namesToReturn, present } from './present.ts';
import { listParameter } from './single.ts';

/** https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/basic/get-crm-v3-objects-contacts */
const PAGE = { usual: 10, most: 100 } as const;

/** Pages through all records in order of id; `archived=true` lists the deleted ones instead. */
export function listRecords(account: HubSpotAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const limit = pageSize(request);
  const state = request.query.get('archived') === 'true' ? 'archived' : 'live';
  const rows: number[] = [];
  let row = store.table.firstRowFrom(Number(request.query.get('after') ?? 0));
  for (; row < store.table.size && rows.length < limit; row += 1)
    if (store.table.state(row) === state) rows.push(row);
  while (row < store.table.size && store.table.state(row) !== state) row += 1;
  const after = row < store.table.size ? store.id(row) : null;
  const results = presentRows(account, store, { rows, request });
  return { status: 200, json: { results, ...(after === null ? {} : { paging: nextPage(request, after) }) } };
}

function pageSize(request: HttpRequest): number {
  const limit = Number(request.query.get('limit') ?? PAGE.usual);
  if (Number.isInteger(limit) && limit >= 1 && limit <= PAGE.most) return limit;
  throw validationError(`The limit must be between 1 and ${PAGE.most}.`);
}

function presentRows(
  account: HubSpotAccount,
  store: ObjectStore,
  page: { rows: readonly number[]; request: HttpRequest },
) {
  const { request, rows } = page;
  const history = listParameter(request, 'propertiesWithHistory');
  const view = {
    names: namesToReturn(store, listParameter(request, 'properties')),
    source: store.table,
    ...(history.length > 0 ? { history } : {}),
  };
  const objects = listParameter(request, 'associations');
  return rows.map((row) => {
    const associations = presentAssociations(account, { store, row }, objects);
    return { ...present(store, row, view), ...(associations === null ? {} : { associations }) };
  });
}

function nextPage(request: HttpRequest, after: string) {
  const query = new URLSearchParams(request.query);
  query.set('after', after);
  return { next: { after, link: `https://api.hubapi.com${request.path}?${query}` } };
}
