import { sandboxWorlds } from '@tamis/adapter-conformance';
import { type Sandbox, startSandbox } from '@tamis/crm-sandbox';
import { hubspot, openHubspot } from '../src/index.ts';

/** HubSpot stand-ins for the conformance suite, with the product's own fields on contacts. */
export const hubspotWorlds = sandboxWorlds<Sandbox>({
  start: (now) => startSandbox({ now }),
  open: ({ url, credentials }, ports) => openHubspot({ ...credentials, apiUrl: url, oauthUrl: url }, ports),
  prepare: async (adapter, signal) => {
    await adapter.provision(hubspot.ownFields, signal);
    return {
      text: 'tamis_reason',
      number: 'tamis_score',
      enumeration: { name: 'tamis_stage', values: ['mql', 'sql'], unknown: 'no-such-stage' },
      doomed: 'tamis_next_action',
    };
  },
  facts: {
    object: 'contacts',
    lagMs: 10_000,
    deletionToldWithinMs: 25 * 3_600_000,
    rereadAtMost: 10_000,
    reach: 10_000,
    longestText: 65_536,
    windows: [
      { name: 'search', filledBy: 'pull' },
      { name: 'oauthApp', filledBy: 'push' },
    ],
  },
  newRecord: (index) => ({ email: `person-${index}@by-hand.example` }),
  faults: {
    page: { method: 'POST', path: '/search' },
    write: { method: 'POST', path: '/batch/update' },
    task: { method: 'POST', path: '/tasks/batch/create' },
  },
  tokenEndpoint: /^POST \/oauth\/[^/]+\/token$/,
  merges: true,
  tasks: { object: 'tasks' },
  changesFields: true,
  lag: (ms) => ({ indexLag: { ms } }),
  day: (daily) => ({ limits: { daily } }),
});
