import type { Adapter, AdapterPorts, TokenSet, TokenStore, VendorSettings } from '@tamis/adapter';
import { type HubspotOptions, openHubspot } from '../src/adapter.ts';

export const API = 'https://api.hubapi.test';

export const SETTINGS: VendorSettings = {
  apiUrl: API,
  oauthUrl: 'https://app.hubspot.test',
  clientId: 'client-1',
  clientSecret: 'secret-1',
};

export const never = new AbortController().signal;

/** Tokens in memory behind a lock. */
export class MemoryTokens implements TokenStore {
  current: TokenSet;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(current: TokenSet) {
    this.current = current;
  }

  async read(): Promise<TokenSet> {
    return this.current;
  }

  withLock(work: (current: TokenSet) => Promise<TokenSet>): Promise<TokenSet> {
    const run = this.#tail.then(async () => {
      this.current = await work(this.current);
      return this.current;
    });
    this.#tail = run.catch(() => undefined);
    return run;
  }
}

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
