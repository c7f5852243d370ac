import type { Adapter, AdapterPorts, VendorSettings } from '@tamis/adapter';
import { PipedriveClient } from './client/index.ts';
import { Catalogue } from './describe/index.ts';
import { PLANNING } from './limits.ts';
import { PIPEDRIVE_OBJECTS } from './objects.ts';
import { provision } from './provision.ts';
import { pull } from './pull/index.ts';
import { push } from './push/index.ts';
import { read } from './read.ts';
import { createTasks } from './tasks.ts';

/** What may be tuned for one connection. */
export interface PipedriveOptions {
  /** How late a write may show up in a list; 10 s unless told. Milliseconds. */
  readonly lagMs?: number;
  /** Part of each burst window that is ours, in (0, 1]; 1 unless told. The rest is left to other apps. */
  readonly limitShare?: number;
}

/** Opens a connection to one Pipedrive company; nothing is asked of it yet. Errors: see the contract. */
export function openPipedrive(
  settings: VendorSettings,
  ports: AdapterPorts,
  options: PipedriveOptions = {},
): Adapter {
  const client = new PipedriveClient(settings, ports, options.limitShare ?? 1);
  const catalogue = new Catalogue(client, ports.names);
  const desk = { client, catalogue, names: ports.names, lagMs: options.lagMs ?? 10_000 };
  return {
    capabilities: {
      objects: PIPEDRIVE_OBJECTS.map(({ name, role, associations, keepsPast: past = false }) => ({
        name,
        role,
        associations,
        past,
      })),
      history: false,
      provision: true,
      tasks: true,
    },
    limits: PLANNING,
    account: async (signal) => {
      const {
        company_id: id,
        company_name: name,
        company_domain,
        timezone_name,
      } = await client.account(signal);
      const uiUrl = `https://${company_domain}.pipedrive.com`;
      return { id: String(id), name, timeZone: timezone_name, uiUrl };
    },
    describe: (object, signal) => catalogue.describe(object, signal),
    pull: (request) => pull(desk, request),
    read: (request) => read(desk, request),
    push: (request) => push(desk, request),
    createTasks: (tasks, signal) => createTasks({ client, signal }, tasks),
    provision: (fields, signal) => provision({ ...desk, signal }, fields),
    counts: () => client.counts(),
    accountUsage: () => client.usage(),
    close: () => client.close(),
  };
}
