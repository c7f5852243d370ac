import type { Adapter, AdapterPorts } from '@tamis/adapter';
import type { AnyDoor } from '../crm/door.ts';
import { ReferenceClient } from './client.ts';
import { describe } from './describe.ts';
import { PLANNING } from './limits.ts';
import { PEOPLE } from './objects.ts';
import { provision } from './provision.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { read } from './read.ts';
import { createTasks } from './tasks.ts';
import { accountSchema } from './wire.ts';

/** Opens a connection to an example CRM: the adapter that a new one may be modelled on, stage by stage. */
export function openReference(
  settings: { readonly apiUrl: string; readonly door: AnyDoor },
  ports: AdapterPorts,
): Adapter {
  const client = new ReferenceClient(settings.apiUrl, settings.door, ports);
  return {
    capabilities: { objects: [PEOPLE], history: false, provision: true, tasks: true },
    limits: PLANNING,
    account: async (signal) => {
      const call = {
        method: 'GET',
        path: '/account',
        effect: 'read',
        schema: accountSchema,
        signal,
      } as const;
      const { url, ...account } = await client.call(call);
      return { ...account, uiUrl: url };
    },
    describe: (object, signal) => describe(client, object, signal),
    pull: (request) => pull(client, request),
    read: (request) => read(client, request),
    push: (request) => push(client, request),
    createTasks: (tasks, signal) => createTasks(client, tasks, signal),
    provision: (fields, signal) => provision(client, fields, signal),
    counts: () => client.counts(),
    accountUsage: () => null,
    close: () => client.close(),
  };
}
