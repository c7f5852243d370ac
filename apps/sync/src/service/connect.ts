import type { Account, TokenSet, Vendor } from '@tamis/adapter';
import type { Environment } from '../environment.ts';
import { saveConnection } from '../store/connections.ts';
import { saveTokens } from '../store/tokens.ts';
import type { Service } from './service.ts';
import { vendorSettings } from './vendorSettings.ts';

/** Ports of a connection that is being made: clock and randomness. */
export interface ConnectPorts {
  readonly now: () => number;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** Verifies tokens by reading the account, and stores the connection, observing, with its tokens sealed. */
export async function connect(
  { service, environment, vendor }: { service: Service; environment: Environment; vendor: Vendor },
  tokens: TokenSet,
  ports: ConnectPorts,
): Promise<{ connectionId: string; account: Account }> {
  const settings = vendorSettings(vendor, environment);
  const held = { tokens };
  const adapter = vendor.open(settings, {
    tokens: {
      read: async () => held.tokens,
      withLock: async (work) => (held.tokens = await work(held.tokens)),
    },
    quota: { take: async () => undefined },
    now: ports.now,
    random: ports.random,
  });
  try {
    const account = await adapter.account(ports.signal);
    return { account, connectionId: await store(account) };
  } finally {
    await adapter.close();
  }

  function store(account: Account): Promise<string> {
    return service.db.transaction().execute(async (queries) => {
      const connectionId = await saveConnection(queries, service.workspace.id, {
        vendor: vendor.key,
        apiUrl: settings.apiUrl,
        account,
        mapping: vendor.defaultMapping,
      });
      const scope = { workspaceId: service.workspace.id, connectionId };
      await saveTokens(queries, scope, { tokens: held.tokens, masterKey: service.masterKey });
      return connectionId;
    });
  }
}
