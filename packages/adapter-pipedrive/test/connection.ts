import type { Adapter, AdapterPorts, NameStore, TokenStore, VendorSettings } from '@tamis/adapter';
import { MemoryTokens } from '@tamis/adapter-conformance';
import { openPipedrive, type PipedriveOptions } from '../src/adapter.ts';

export const API = 'https://acme.pipedrive.com';
export const OAUTH = 'https://oauth.pipedrive.test';

export const SETTINGS: VendorSettings = {
  apiUrl: API,
  oauthUrl: OAUTH,
  clientId: 'client-1',
  clientSecret: 'secret-1',
};

export const never = new AbortController().signal;

/** Names in memory. */
export class MemoryNames implements NameStore {
  readonly kept: Record<string, string>;

  constructor(kept: Readonly<Record<string, string>> = {}) {
    this.kept = { ...kept };
  }

  async read(): Promise<Readonly<Record<string, string>>> {
    return { ...this.kept };
  }

  async add(names: Readonly<Record<string, string>>): Promise<void> {
    Object.assign(this.kept, names);
  }
}

export function apiToken(accessToken: string): MemoryTokens {
  return new MemoryTokens({ accessToken, refreshToken: null, expiresAt: null });
}

export interface ConnectionOptions extends PipedriveOptions {
  readonly settings?: VendorSettings;
  readonly tokens?: TokenStore;
  readonly names?: NameStore;
  readonly now?: () => number;
  readonly take?: AdapterPorts['quota']['take'];
}

/** An adapter on memory ports; a quota without end unless told. */
export function connect(options: ConnectionOptions = {}): Adapter {
  const ports: AdapterPorts = {
    tokens: options.tokens ?? apiToken('key-1'),
    quota: { take: options.take ?? (async () => undefined) },
    names: options.names ?? new MemoryNames(),
    now: options.now ?? Date.now,
    random: () => 0,
  };
  return openPipedrive(options.settings ?? SETTINGS, ports, options);
}
