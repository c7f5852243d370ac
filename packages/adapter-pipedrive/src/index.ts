import type { Adapter, AdapterPorts, Vendor, VendorSettings } from '@tamis/adapter';
import { Door } from '@tamis/adapter';
import { PipedriveClient } from './client/index.ts';
import { defaultMapping } from './defaultMapping.ts';
import { Catalogue } from './describe/index.ts';
import { DAILY_BUDGET, PLANNING } from './limits.ts';
import { pipedriveOAuth, SCOPES } from './oauth.ts';
import { PIPEDRIVE_OBJECTS, recordUrl } from './objects.ts';
import { OWN_FIELDS } from './ownFields.ts';
import { provision } from './provision.ts';
import { pull } from './pull/index.ts';
import { push } from './push/index.ts';
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
      objects: PIPEDRIVE_OBJECTS.map(({ name, role, associations }) => ({ name, role, associations })),
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
    push: (request) => push(desk, request),
    createTasks: (tasks, signal) => createTasks({ client, signal }, tasks),
    provision: (fields, signal) => provision({ ...desk, signal }, fields),
    counts: () => client.counts(),
    accountUsage: () => client.usage(),
    close: () => client.close(),
  };
}

/** Pipedrive for the registry of vendors. */
export const pipedrive: Vendor = {
  key: 'pipedrive',
  label: 'Pipedrive',
  addresses: { apiUrl: 'https://api.pipedrive.com', oauthUrl: 'https://oauth.pipedrive.com' },
  defaultMapping,
  ownFields: OWN_FIELDS,
  dailyBudget: DAILY_BUDGET,
  scopes: SCOPES,
  recordUrl,
  oauth: (settings, now) => pipedriveOAuth({ settings, door: new Door(), now }),
  open: (settings, ports) => openPipedrive(settings, ports),
};
