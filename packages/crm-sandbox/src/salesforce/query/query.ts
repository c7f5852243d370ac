import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import { badRequest } from '../errors.ts';
import type { SalesforceOrg } from '../org.ts';
import type { Call } from '../routes/guarded.ts';
import { findRows } from './find.ts';
import type { KeptResult } from './locators.ts';
import { parseQuery } from './parse.ts';
import { presentRow } from './present.ts';
import { recordView } from './recordView.ts';
import type { Soql } from './soql.ts';
import type { View } from './view.ts';

/** `query` and `queryAll`: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm */
export function runQuery(
  org: SalesforceOrg,
  call: Call,
  options: { readonly withDeleted: boolean },
): HttpReply {
  const soql = parseQuery(queryText(call.request));
  const store = org.find(soql.from.name);
  if (store === undefined) throw unknownObject(soql.from.name);
  return answerQuery(org, call, {
    ...options,
    soql,
    view: recordView(org, store, call.grant.userId),
  });
}

/** Answers a query over a view: whole, or the first batch of it. */
export function answerQuery(
  org: SalesforceOrg,
  call: Call,
  query: { readonly soql: Soql; readonly view: View; readonly withDeleted: boolean },
): HttpReply {
  const found = findRows(query.view, query.soql, query);
  if (query.soql.select === 'count')
    return { status: 200, json: { totalSize: found.rows.length, done: true, records: [] } };
  const kept: KeptResult = {
    view: query.view,
    found,
    batchSize: batchSize(org, call.request),
    openedAt: org.clock.now(),
    session: call.grant.session,
  };
  const id = found.rows.length > kept.batchSize ? org.locators.keep(kept) : null;
  return batch(kept, { call, id, from: 0 });
}

/** The next batch of a result: the locator is `ID-FROM`. */
export function nextBatch(org: SalesforceOrg, call: Call, locator: string): HttpReply {
  const [, id = '', from = ''] = /^(\w+)-(\d+)$/.exec(locator) ?? [];
  const { query, unknowns } = org.settings;
  const kept = org.locators.get(
    id,
    ({ openedAt, session }) =>
      org.clock.now() - openedAt > query.locatorLifetimeMs ||
      (unknowns.locatorDiesWithSession && session !== call.grant.session),
  );
  return batch(kept, { call, id, from: Number(from) });
}

function batch(
  kept: KeptResult,
  { call, id, from }: { call: Call; id: string | null; from: number },
): HttpReply {
  const { found, view, batchSize: size } = kept;
  const rows = found.rows.slice(from, from + size);
  const done = from + size >= found.rows.length;
  return {
    status: 200,
    json: {
      totalSize: found.rows.length,
      done,
      ...(done ? {} : { nextRecordsUrl: `${call.root}/query/${id}-${from + size}` }),
      records: rows.map((row) => presentRow(view, found, { row, root: call.root })),
    },
  };
}

/** What `q` says. */
export function queryText(request: HttpRequest): string {
  const text = request.query.get('q');
  if (text === null || text.trim() === '')
    throw badRequest('MALFORMED_QUERY', 'A query string has to be specified');
  return text;
}

/** The 400 for a query over an object that is not there. */
export function unknownObject(name: string) {
  return badRequest(
    'INVALID_TYPE',
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
}

/** `Sforce-Query-Options: batchSize=N`, 200 to 2,000: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_queryoptions.htm */
function batchSize(org: SalesforceOrg, request: HttpRequest): number {
  const usual = org.settings.query.batchSize;
  const header = request.headers['sforce-query-options'];
  const asked = typeof header === 'string' ? /batchSize=(\d+)/i.exec(header)?.[1] : undefined;
  return asked === undefined ? usual : Math.min(usual, Math.max(200, Number(asked)));
}
