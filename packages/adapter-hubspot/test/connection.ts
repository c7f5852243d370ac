import type { Adapter, AdapterPorts, TokenStore, VendorSettings } from '@tamis/adapter';
import { MemoryTokens } from '@tamis/adapter-conformance';
import { type HubspotOptions, openHubspot } from '../src/adapter.ts';

export const API = 'https://api.hubapi.test';

export const SETTINGS: VendorSettings = {
  apiUrl: API,
  oauthUrl: 'https://app.hubspot.test',
  clientId: 'client-1',
  clientSecret: 'secret-1',
};

export const never = new AbortController().signal;

export function privateToken(accessToken: string): MemoryTokens {
  return new MemoryTokens({ accessToken, refreshToken: null, expiresAt: null });
}

export interface ConnectionOptions extends HubspotOptions {
  readonly settings?: VendorSettings;
  readonly tokens?: TokenStore;
  readonly now?: () => number;
}

/** An adapter on memory ports; a quota without end. */
export function connect(options: ConnectionOptions = {}): Adapter {
  const ports: AdapterPorts = {
    tokens: options.tokens ?? privateToken('pat-1'),
    quota: { take: async () => undefined },
    names: { read: async () => ({}), add: async () => undefined },
    now: options.now ?? Date.now,
    random: () => 0,
  };
  return openHubspot(options.settings ?? SETTINGS, ports, options);
}
