import type { Account, Adapter, AdapterPorts, VendorSettings } from '@tamis/adapter';
import { POLLING } from './client/bulk/polling.ts';
import { SalesforceClient } from './client/index.ts';
import { organization } from './client/organization.ts';
import { Catalogue } from './describe.ts';
import { BULK_FROM, PLANNING } from './limits/index.ts';
import { associationsOf, SALESFORCE_OBJECTS } from './objects.ts';
import { provision } from './provision/index.ts';
import { pull } from './pull/index.ts';
import { push } from './push/index.ts';
import { read } from './read.ts';
import { createTasks } from './tasks.ts';

/** What may be tuned for one connection. */
export interface SalesforceOptions {
  /** How long after its stamp a row may be committed; 10 s unless told. Milliseconds. */
  readonly commitLagMs?: number;
  /** Part of the organization's requests of 24 hours that is left to other apps, in [0, 1); a tenth unless told. */
  readonly reserve?: number;
  /** From how many rows on a full walk goes through the Bulk API; 10,000 unless told. */
  readonly bulkFrom?: number;
  /** How long the first look at a job of the Bulk API is waited for; 1 s unless told, each further wait is twice as long. Milliseconds. */
  readonly firstLookMs?: number;
}

/** Opens a connection to one Salesforce organization; nothing is asked of it yet. Errors: see the contract. */
export function openSalesforce(
  settings: VendorSettings,
  ports: AdapterPorts,
  options: SalesforceOptions = {},
): Adapter {
  const client = new SalesforceClient(settings, ports, options.reserve ?? 0.1);
  const catalogue = new Catalogue(client);
  const polling = { ...POLLING, firstMs: options.firstLookMs ?? POLLING.firstMs };
  const commitLagMs = options.commitLagMs ?? 10_000;
  const desk = { client, catalogue, polling, commitLagMs, bulkFrom: options.bulkFrom ?? BULK_FROM };
  let known: Account | null = null;
  const account = async (signal: AbortSignal) => {
    known = await organization(client, signal);
    return known;
  };
  return {
    capabilities: {
      objects: SALESFORCE_OBJECTS.map((object) => ({
        name: object.name,
        role: object.role,
        associations: associationsOf(object),
        past: object.keepsPast,
      })),
      history: false,
      provision: true,
      tasks: true,
    },
    limits: PLANNING,
    account,
    describe: (object, signal) => catalogue.describe(object, signal),
    pull: (request) => pull(desk, request),
    read: (request) => read(desk, request),
    push: (request) => push(desk, request),
    createTasks: async (tasks, signal) => {
      const { timeZone } = known ?? (await account(signal));
      return createTasks({ client, catalogue, timeZone, signal }, tasks);
    },
    provision: (fields, signal) => provision({ client, catalogue, signal }, fields),
    counts: () => client.counts(),
    accountUsage: () => client.usage(),
    close: async () => client.close(),
  };
}
