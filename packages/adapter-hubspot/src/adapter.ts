import type { Adapter, AdapterPorts, VendorSettings } from '@tamis/adapter';
import { HubspotClient } from './client/index.ts';
import { Catalogue } from './describe.ts';
import { PLANNING } from './limits.ts';
import { HUBSPOT_OBJECTS, KEEPS_PAST } from './objects.ts';
import { provision } from './provision.ts';
import { Associations } from './pull/associations.ts';
import { pull } from './pull/index.ts';
import { push } from './push/index.ts';
import { read } from './read.ts';
import { createTasks } from './tasks.ts';

/** What may be tuned for one connection. */
export interface HubspotOptions {
  /** How long HubSpot's search index may lag behind writes; 10 s unless told. Milliseconds. */
  readonly indexLagMs?: number;
  /** Part of each request window that is ours, in (0, 1]; 1 unless told. The rest is left to other apps. */
  readonly limitShare?: number;
}

/** Opens a connection to one HubSpot account; nothing is asked of it yet. Errors: see the contract. */
export function openHubspot(
  settings: VendorSettings,
  ports: AdapterPorts,
  options: HubspotOptions = {},
): Adapter {
  const client = new HubspotClient(settings, ports, options.limitShare ?? 1);
  const catalogue = new Catalogue(client);
  const associations = new Associations(client);
  const desk = { client, catalogue, associations, indexLagMs: options.indexLagMs ?? 10_000 };
  return {
    capabilities: {
      objects: HUBSPOT_OBJECTS.map(({ name, role, associations: to }) => ({
        name,
        role,
        associations: to,
        past: KEEPS_PAST.includes(name),
      })),
      history: true,
      provision: true,
      tasks: true,
    },
    limits: PLANNING,
    account: async (signal) => {
      const { portalId, timeZone, uiDomain } = await client.account(signal);
      const uiUrl = `https://${uiDomain}/contacts/${portalId}`;
      return { id: String(portalId), name: `HubSpot ${portalId}`, timeZone, uiUrl };
    },
    describe: (object, signal) => catalogue.describe(object, signal),
    pull: (request) => pull(desk, request),
    read: (request) => read(desk, request),
    push: (request) => push(client, request),
    createTasks: (tasks, signal) => createTasks({ client, catalogue, signal }, tasks),
    provision: (fields, signal) => provision({ client, catalogue, signal }, fields),
    counts: () => client.counts(),
    // The `-Daily` headers never appear on answers to an OAuth app, and a private app has no other place to ask that is not a request of its own.
    accountUsage: () => null,
    close: () => client.close(),
  };
}
