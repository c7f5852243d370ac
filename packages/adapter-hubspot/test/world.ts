import { type SandboxVendor, sandboxWorlds } from '@tamis/adapter-conformance';
import { type Sandbox, startSandbox } from '@tamis/crm-sandbox';
import { openHubspot } from '../src/adapter.ts';
import { hubspot } from '../src/index.ts';

/** How the suite drives a HubSpot stand-in, with the product's own fields on contacts. */
const standIn: SandboxVendor<Sandbox> = {
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
    past: {
      object: 'contacts',
      field: 'lifecyclestage',
      values: ['lead', 'marketingqualifiedlead', 'salesqualifiedlead'],
    },
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
};

/** HubSpot stand-ins for the conformance suite. */
export const hubspotWorlds = sandboxWorlds(standIn);

/** Points on which HubSpot's documentation is silent, each the other way round. */
const OTHERWISE = {
  ties: 'scrambled',
  archivedInSearch: true,
  mergeSurvivor: 'primary-id',
  writeToMergedId: 'not-found',
  sameValueWriteTouches: false,
  batchOrder: 'reversed',
  retryAfterHeader: true,
};

/** The same stand-ins where HubSpot turns out to be otherwise. */
export const otherwiseHubspotWorlds = sandboxWorlds({
  ...standIn,
  start: async (now) => {
    const sandbox = await standIn.start(now);
    const response = await fetch(`${sandbox.url}/_sandbox/settings`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ unknowns: OTHERWISE }),
    });
    if (!response.ok) throw new Error(`The stand-in stays as it was: ${await response.text()}`);
    return sandbox;
  },
});
