import type { Adapter, AdapterPorts, VendorSettings } from '@tamis/adapter';
import { MemoryTokens } from '@tamis/adapter-conformance';
import nock from 'nock';
import { openSalesforce, type SalesforceOptions } from '../src/adapter.ts';

export const API = 'https://acme.my.salesforce.com';
export const LOGIN = 'https://login.salesforce.test';
export const BASE = '/services/data/v66.0';

export const SETTINGS: VendorSettings = {
  apiUrl: LOGIN,
  oauthUrl: LOGIN,
  clientId: 'client-1',
  clientSecret: 'secret-1',
};

/** The adapter's clock in these tests. */
export const NOW = Date.UTC(2026, 10, 20, 12);

export const never = new AbortController().signal;

export function session(accessToken = 'session-1'): MemoryTokens {
  return new MemoryTokens({ accessToken, refreshToken: 'refresh-1', expiresAt: null, apiUrl: API });
}

export interface ConnectionOptions extends SalesforceOptions {
  readonly settings?: VendorSettings;
  readonly ports?: Partial<AdapterPorts>;
}

/** An adapter on memory ports; a quota without end. */
export function connect({ settings = SETTINGS, ports = {}, ...options }: ConnectionOptions = {}): Adapter {
  return openSalesforce(
    settings,
    {
      tokens: session(),
      quota: { take: async () => undefined },
      names: { read: async () => ({}), add: async () => undefined },
      now: () => NOW,
      random: () => 0,
      ...ports,
    },
    { firstLookMs: 1, ...options },
  );
}

/** Requests with the first session. */
export function api(token = 'session-1') {
  return nock(API, { reqheaders: { authorization: `Bearer ${token}` } });
}

/** Expects one query and answers it with these rows. */
export function onQuery(
  soql: string,
  records: readonly object[],
  { all = false, done = true, total = records.length } = {},
) {
  return api()
    .get(`${BASE}/${all ? 'queryAll' : 'query'}`)
    .query({ q: soql })
    .reply(200, { totalSize: total, done, records });
}

/** Expects a description. */
export function onDescribe(object: string, fields: readonly object[]) {
  return api().get(`${BASE}/sobjects/${object}/describe`).reply(200, { name: object, fields });
}

export function field(name: string, more: object = {}) {
  const plain = { label: name, type: 'string', length: 255, updateable: true, calculated: false };
  return { name, ...plain, picklistValues: [], restrictedPicklist: false, ...more };
}

/** An id of a lead, in the order of its number. */
export function leadId(index: number): string {
  return `00QKZ00000${String(index).padStart(5, '0')}2AA`;
}
