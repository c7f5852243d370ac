import type { Account, AdapterPorts, MappingDocument, TokenSet, Vendor } from '@tamis/adapter';
import type { Environment } from '../environment.ts';
import { connectionOf, saveConnection } from '../store/connections.ts';
import { addMappingVersion, mappingVersions } from '../store/mappingVersions.ts';
import type { Queries, Scope } from '../store/schema.ts';
import { saveTokens } from '../store/tokens.ts';
import type { Service } from './service.ts';
import { vendorSettings } from './vendorSettings.ts';

/** Ports of a connection that is being made: clock and randomness. */
export interface ConnectPorts {
  readonly now: () => number;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** Who connects what. */
export interface ConnectRequest {
  readonly service: Service;
  readonly environment: Environment;
  readonly vendor: Vendor;
  /** Who takes the vendor's default mapping as it is; `null` where a person will publish a mapping on the page. */
  readonly acceptsDefaultMapping: string | null;
}

const NOTHING_MAPPED: MappingDocument = { version: 1, fields: [], signals: [], activities: [] };

/** What a connection that is being made holds until it is stored: the adapter may renew tokens and make names up on the way. */
interface Held {
  tokens: TokenSet;
  names: Readonly<Record<string, string>>;
}

/** Verifies tokens by reading the account, and stores the connection, observing, with its tokens sealed. */
export async function connect(
  request: ConnectRequest,
  tokens: TokenSet,
  ports: ConnectPorts,
): Promise<{ connectionId: string; account: Account }> {
  const settings = vendorSettings(request.vendor, request.environment);
  const held: Held = { tokens, names: {} };
  const adapter = await request.vendor.open(settings, heldPorts(held, ports));
  try {
    const account = await adapter.account(ports.signal);
    const connectionId = await store(request, { account, held, apiUrl: settings.apiUrl, now: ports.now });
    return { account, connectionId };
  } finally {
    await adapter.close();
  }
}

function heldPorts(held: Held, { now, random }: ConnectPorts): AdapterPorts {
  return {
    tokens: {
      read: async () => held.tokens,
      withLock: async (work) => {
        held.tokens = await work(held.tokens);
        return held.tokens;
      },
    },
    quota: { take: async () => undefined },
    names: {
      read: async () => held.names,
      add: async (names) => {
        held.names = { ...held.names, ...names };
      },
    },
    now,
    random,
  };
}

function store(
  { service, vendor, acceptsDefaultMapping }: ConnectRequest,
  verified: { account: Account; held: Held; apiUrl: string; now: () => number },
): Promise<string> {
  const { account, held, apiUrl, now } = verified;
  return service.db.transaction().execute(async (queries) => {
    const connectionId = await saveConnection(queries, service.workspace.id, {
      vendor: vendor.key,
      apiUrl,
      account,
      mapping: acceptsDefaultMapping === null ? NOTHING_MAPPED : vendor.defaultMapping,
      mappingVersion: acceptsDefaultMapping === null ? 0 : 1,
    });
    const scope = { workspaceId: service.workspace.id, connectionId };
    if (acceptsDefaultMapping !== null)
      await keepDefault(queries, scope, { at: now(), by: acceptsDefaultMapping });
    await saveTokens(queries, scope, { tokens: held.tokens, masterKey: service.masterKey });
    return connectionId;
  });
}

async function keepDefault(
  queries: Queries,
  scope: Scope,
  { at, by }: { at: number; by: string },
): Promise<void> {
  const connection = await connectionOf(queries, scope);
  if (connection === null || (await mappingVersions(queries, scope)).length > 0) return;
  const { mappingVersion: version, mapping: document } = connection;
  if (version > 0)
    await addMappingVersion(queries, scope, { version, document, publishedAt: at, publishedBy: by });
}
