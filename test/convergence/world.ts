import { randomBytes } from 'node:crypto';
import { freshDatabase } from '@tamis/postgres/testing';
import {
  approveConnection,
  type Connection,
  connect,
  listConnections,
  openAdapter,
  openService,
  type RunReport,
  readEnvironment,
  runConnection,
  type Service,
  scopeOf,
  vendorOf,
} from '@tamis/sync';
import type { Crm } from './crm.ts';
import { CRMS, type CrmName } from './crms.ts';
import type { PushedRecord } from './history.ts';
import { openHubspotCrm } from './hubspotCrm.ts';
import { mappingOf } from './mappings.ts';
import { Office } from './office.ts';
import { openPipedriveCrm } from './pipedriveCrm.ts';
import { recorded } from './recordedAdapter.ts';
import { openSalesforceCrm } from './salesforceCrm.ts';

/** The product, connected to three CRMs and approved in all of them, with clocks that stand still until somebody moves them. */
export interface World extends AsyncDisposable {
  readonly crms: ReadonlyMap<CrmName, Crm>;
  readonly office: Office;
  now(): number;
  /** Time passes for everybody. */
  pass(ms: number): Promise<void>;
  /**
   * Runs one connection to its end, and says what it pushed. Scores for `asOf`. `meanwhile` happens between the reading and the first
   * write to fields of people. Throws where the run did not end well.
   */
  sync(crm: CrmName, asOf: number, meanwhile?: () => Promise<void>): Promise<readonly PushedRecord[]>;
}

const MASTER_KEY_BYTES = 32;
/** A day in which a share of the vendor's day is never what is tested. */
const PLENTY = '100000000';

const OPENERS: Readonly<Record<CrmName, (now: number) => Promise<Crm>>> = {
  hubspot: openHubspotCrm,
  salesforce: openSalesforceCrm,
  pipedrive: openPipedriveCrm,
};

/** Opens a world that begins at `start`, epoch milliseconds, on a database of its own. */
export async function openWorld(postgresUrl: string, start: number): Promise<World> {
  const database = await freshDatabase(postgresUrl);
  const opened = await Promise.all(CRMS.map(async (name) => [name, await OPENERS[name](start)] as const));
  const crms = new Map(opened);
  const environment = readEnvironment(variablesOf(database.url, crms));
  const service = await openService(environment);
  const site = { service, environment };
  let now = start;
  const setClocks = () => Promise.all([...crms.values()].map((crm) => crm.setClock(now)));
  await setClocks();
  const ports = { now: () => now, random: () => 0.5, signal: new AbortController().signal };
  for (const crm of crms.values()) await connectTo(site, { crm, ports });
  const connections = await listConnections(service.db, service.workspace.id);
  return {
    crms,
    office: new Office(service, new Map(connections.map(({ vendor, id }) => [vendor as CrmName, id]))),
    now: () => now,
    async pass(ms) {
      now += ms;
      await setClocks();
    },
    async sync(crm, asOf, meanwhile) {
      const connection = await connectionTo(service, crm);
      const pushed: PushedRecord[] = [];
      const adapter = recorded(await openAdapter(site, connection, ports), { crm, pushed, meanwhile });
      try {
        const order = { ...ports, adapter, dryRun: false, trigger: 'manual', asOf: () => asOf } as const;
        expectDone(crm, await runConnection(site, connection, order));
      } finally {
        await adapter.close();
      }
      return pushed;
    },
    async [Symbol.asyncDispose]() {
      await service.close();
      await database.drop();
      await Promise.all([...crms.values()].map(({ sandbox }) => sandbox.close()));
    },
  };
}

function variablesOf(databaseUrl: string, crms: World['crms']): Readonly<Record<string, string>> {
  const vendors = [...crms.values()].map(({ name, sandbox }) => {
    const prefix = name.toUpperCase();
    return {
      [`${prefix}_API_URL`]: sandbox.url,
      [vendorOf(name).oauthUrlSetting ?? `${prefix}_OAUTH_URL`]: sandbox.url,
      [`${prefix}_CLIENT_ID`]: sandbox.credentials.clientId,
      [`${prefix}_CLIENT_SECRET`]: sandbox.credentials.clientSecret,
      [`${prefix}_DAILY_BUDGET`]: PLENTY,
    };
  });
  const masterKey = randomBytes(MASTER_KEY_BYTES).toString('base64');
  return Object.assign({ DATABASE_URL: databaseUrl, TAMIS_MASTER_KEY: masterKey }, ...vendors);
}

type Site = Parameters<typeof runConnection>[0];

/** A person connects the CRM, publishes its mapping and approves it. */
async function connectTo(
  site: Site,
  { crm, ports }: { crm: Crm; ports: Parameters<typeof connect>[2] },
): Promise<void> {
  const { accessToken } = crm.sandbox.credentials;
  const tokens = { accessToken, refreshToken: null, expiresAt: null };
  const request = { ...site, vendor: vendorOf(crm.name), acceptsDefaultMapping: 'test' };
  const { connectionId } = await connect(request, tokens, ports);
  const { service } = site;
  await service.db
    .updateTable('connections')
    .set({ mapping: JSON.stringify(mappingOf(crm.name)), mapping_version: 2 })
    .where('id', '=', connectionId)
    .execute();
  await approveConnection(service.db, scopeOf(service, { id: connectionId }), {
    at: ports.now(),
    by: 'test',
    handOverTasks: false,
  });
}

async function connectionTo({ db, workspace }: Service, crm: CrmName): Promise<Connection> {
  const connection = (await listConnections(db, workspace.id)).find(({ vendor }) => vendor === crm);
  if (connection === undefined) throw new Error(`The world is not connected to ${crm}.`);
  return connection;
}

function expectDone(crm: CrmName, { status, message }: RunReport): void {
  if (status !== 'done') throw new Error(`A run of ${crm} ended ${status}: ${message}`);
}
