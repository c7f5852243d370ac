import { type SandboxVendor, sandboxWorlds } from '@tamis/adapter-conformance';
import { type Sandbox, startSandbox } from '@tamis/crm-sandbox';
import { z } from 'zod';
import { openSalesforce } from '../src/adapter.ts';
import { salesforce } from '../src/index.ts';

const LAG_MS = 1000;

const convertedSchema = z.object({ properties: z.object({ ConvertedContactId: z.string() }) });

/** Settings of the stand-in: refresh tokens that rotate. */
const ROTATING = { oauth: { rotateRefreshTokens: true } };

/** The points on which Salesforce's documentation is silent, each the other way round than the stand-in takes them. */
const CONTRARY = {
  ties: 'scrambled',
  sameValueWriteTouches: false,
  mergeTouchesChildren: false,
  locatorDiesWithSession: true,
  unknownFieldInCollection: 'request',
  failedRowHasId: true,
  stampMilliseconds: true,
};

const VENDOR: Omit<SandboxVendor<Sandbox>, 'start'> = {
  open: ({ url, credentials }, ports) =>
    openSalesforce({ ...credentials, apiUrl: url, oauthUrl: url }, ports, {
      commitLagMs: LAG_MS,
      firstLookMs: 1,
      reserve: 0,
    }),
  prepare: async (adapter, signal) => {
    await adapter.provision(salesforce.ownFields, signal);
    return {
      text: 'Tamis_Reason__c',
      number: 'Tamis_Score__c',
      enumeration: { name: 'Tamis_Stage__c', values: ['mql', 'sql'], unknown: 'no-such-stage' },
      doomed: 'Tamis_Next_Action__c',
    };
  },
  facts: {
    object: 'Lead',
    lagMs: LAG_MS + 2000,
    deletionToldWithinMs: 0,
    longestText: 255,
    past: {
      object: 'Lead',
      field: 'Status',
      values: ['Open - Not Contacted', 'Working - Contacted', 'Closed - Not Converted'],
    },
    rotates: true,
    windows: [],
  },
  newRecord: (index) => ({ LastName: `Person ${index}`, Company: 'By Hand' }),
  faults: {
    page: { method: 'GET', path: '/query' },
    write: { method: 'PATCH', path: '/composite/sobjects' },
    task: { method: 'POST', path: '/composite/sobjects' },
  },
  tokenEndpoint: /^POST \/services\/oauth2\/token$/,
  merges: true,
  converted: (answer) => ({
    object: 'Contact',
    id: convertedSchema.parse(answer).properties.ConvertedContactId,
  }),
  tasks: { object: 'Task' },
  changesFields: true,
  lag: (ms) => ({ commitLag: { ms } }),
  day: (daily) => ({ limits: { daily } }),
};

/** Salesforce stand-ins for the conformance suite, with the product's own fields on leads. */
export const salesforceWorlds = worldsWith(ROTATING);

/** The same, with what is not known of Salesforce taken the other way round. */
export const contraryWorlds = worldsWith({ ...ROTATING, unknowns: CONTRARY });

function worldsWith(settings: object) {
  return sandboxWorlds<Sandbox>({ ...VENDOR, start: (now) => startWith(settings, now) });
}

async function startWith(settings: object, now: number): Promise<Sandbox> {
  const sandbox = await startSandbox({ vendor: 'salesforce', now });
  const response = await fetch(`${sandbox.url}/_sandbox/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
  if (!response.ok) throw new Error(await response.text());
  return sandbox;
}
