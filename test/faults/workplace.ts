import { randomBytes } from 'node:crypto';
import { type FreshDatabase, freshDatabase } from '@tamis/postgres/testing';
import {
  approveConnection,
  type Connection,
  connect,
  type Environment,
  listConnections,
  openService,
  type RunEvent,
  type RunReport,
  readEnvironment,
  runConnection,
  type Service,
  scopeOf,
  vendorOf,
} from '@tamis/sync';
import { Crm, type Filling } from './crm.ts';

/** What a run of a test may be asked for beside the usual. */
export interface RunWish {
  /** An observer that waits stops nothing: what it starts goes on beside the run. */
  readonly observe?: (event: RunEvent) => void;
  /** Reads changes beside a full walk every so many milliseconds. */
  readonly freshEveryMs?: number;
}

/** A service of the product, connected and approved, beside a CRM of its own. */
export interface Workplace extends AsyncDisposable {
  readonly crm: Crm;
  readonly service: Service;
  /** What a process of the product needs to work at the same place. */
  readonly variables: Readonly<Record<string, string>>;
  /** The instant that every run scores for, so that time alone changes nothing. */
  readonly asOf: number;
  connection(): Promise<Connection>;
  sync(wish?: RunWish): Promise<RunReport>;
  /** A person connects the same account again. */
  reconnect(): Promise<void>;
  /** Time passes, for us and for the CRM. */
  pass(ms: number): Promise<void>;
}

/** How a workplace is made. */
export interface Opening extends Filling {
  readonly postgresUrl: string;
  /** A private app's token never expires; OAuth tokens do. */
  readonly tokens?: 'private-app' | 'oauth';
  /** Create tasks in the CRM for leads that become SQL; not unless told. */
  readonly handOverTasks?: boolean;
}

const MASTER_KEY_BYTES = 32;
const TOKEN_LIFETIME_MS = 30 * 60 * 1000;

/** Opens a workplace: a fresh database, a fresh CRM, one approved connection. */
export async function openWorkplace({
  postgresUrl,
  tokens = 'private-app',
  handOverTasks = false,
  ...filling
}: Opening): Promise<Workplace> {
  const crm = await Crm.start(filling);
  const database = await freshDatabase(postgresUrl);
  const variables = variablesOf(database, crm);
  const service = await openService(readEnvironment(variables));
  const asOf = filling.now === undefined ? Date.now() : Date.parse(filling.now);
  let passed = 0;
  const now = () => Date.now() + passed;
  const site: Site = { service, environment: readEnvironment(variables), now, asOf };
  const connectionId = await connectTo(crm, site, tokens);
  await approveConnection(service.db, scopeOf(service, { id: connectionId }), {
    at: asOf,
    by: 'test',
    handOverTasks,
  });
  return {
    crm,
    service,
    variables,
    asOf,
    connection: () => theConnection(service),
    sync: (wish) => syncOnce(site, wish),
    reconnect: async () => {
      await connectTo(crm, site, tokens);
    },
    async pass(ms) {
      passed += ms;
      await crm.advance(ms);
    },
    async [Symbol.asyncDispose]() {
      await service.close();
      await database.drop();
      await crm[Symbol.asyncDispose]();
    },
  };
}

/** Where a process of the product works. */
export interface Site {
  readonly service: Service;
  readonly environment: Environment;
  readonly now: () => number;
  readonly asOf: number;
}

function variablesOf(database: FreshDatabase, { ready }: Crm): Readonly<Record<string, string>> {
  return {
    DATABASE_URL: database.url,
    TAMIS_MASTER_KEY: randomBytes(MASTER_KEY_BYTES).toString('base64'),
    HUBSPOT_API_URL: ready.url,
    HUBSPOT_OAUTH_URL: ready.url,
    HUBSPOT_CLIENT_ID: ready.clientId,
    HUBSPOT_CLIENT_SECRET: ready.clientSecret,
  };
}

/** Answers with the id of the connection. */
async function connectTo(
  crm: Crm,
  { now, ...site }: Site,
  kind: NonNullable<Opening['tokens']>,
): Promise<string> {
  const tokens =
    kind === 'oauth'
      ? { ...(await crm.issueTokens()), expiresAt: now() + TOKEN_LIFETIME_MS }
      : { accessToken: crm.ready.accessToken, refreshToken: null, expiresAt: null };
  const ports = { now, random: Math.random, signal: new AbortController().signal };
  const { connectionId } = await connect(
    { ...site, vendor: vendorOf('hubspot'), acceptsDefaultMapping: 'test' },
    tokens,
    ports,
  );
  return connectionId;
}

async function theConnection(service: Service): Promise<Connection> {
  const [connection] = await listConnections(service.db, service.workspace.id);
  if (!connection) throw new Error('The workplace has no connection.');
  return connection;
}

/** Runs the connection once, to its end. */
export async function syncOnce({ now, asOf, ...site }: Site, wish: RunWish = {}): Promise<RunReport> {
  return runConnection(site, await theConnection(site.service), {
    ...wish,
    dryRun: false,
    trigger: 'manual',
    asOf: () => asOf,
    now,
    random: Math.random,
    signal: new AbortController().signal,
  });
}
