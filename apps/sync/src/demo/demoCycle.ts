import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Adapter } from '@tamis/adapter';
import { dropDatabase, type OpenDatabase, openDatabase } from '@tamis/postgres';
import type { Environment } from '../environment.ts';
import { MASTER_KEY_BYTES } from '../secrets/seal.ts';
import { connect } from '../service/connect.ts';
import { type LeadLine, leadLines } from '../service/leadLines.ts';
import { type OpenService, openOn } from '../service/openService.ts';
import { openAdapter, runConnection, scopeOf } from '../service/runConnection.ts';
import { type SandboxReady, startSandboxProcess } from '../service/sandboxProcess.ts';
import type { Service } from '../service/service.ts';
import { approveConnection, type Connection, listConnections } from '../store/connections.ts';
import type { RunReport } from '../sync/closeRun.ts';
import type { RunEvent } from '../sync/context.ts';
import { vendorOf } from '../vendors.ts';
import { Stopwatch } from './stopwatch.ts';

/** What the demo is asked for. */
export interface DemoRequest {
  readonly environment: Environment;
  readonly crm: string;
  readonly contacts: number;
  readonly leads: string | undefined;
  readonly latency: number;
  readonly profile: 'believable' | 'bare' | 'related';
  readonly now: () => number;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Says what happens, one sentence at a time. */
  readonly say: (sentence: string) => void;
  readonly observe: (event: RunEvent) => void;
  /** Goes on with the demo's service and CRM after its two runs; what the demo started ends when this does. */
  readonly goOn?: (service: OpenService, environment: Environment) => Promise<void>;
  /** Called after each run, before the next one. */
  readonly ran: (run: DemoRun, index: number) => void;
  /** Called once after the last run. */
  readonly finished: (result: DemoResult) => void;
}

/** One of the demo's two runs. */
export interface DemoRun {
  readonly crm: string;
  readonly report: RunReport;
  /** From the first request for records to the last acknowledgement. */
  readonly seconds: number;
}

/** What the demo shows at its end. */
export interface DemoResult {
  readonly runs: readonly DemoRun[];
  readonly top: readonly LeadLine[];
  readonly sandbox: SandboxReady;
}

const RUNS = 2;
const TOP_LEADS = 10;

/**
 * The whole cycle, twice, with one `asOf`: a CRM sandbox of our own, a database of our own, connect, approve, sync, sync again.
 * Everything it starts ends with it.
 */
export async function demoCycle(request: DemoRequest): Promise<DemoResult> {
  const asOf = request.now();
  await using sandbox = await startSandboxProcess({ ...request, now: new Date(asOf).toISOString() });
  const { url, leads } = sandbox.ready;
  const { label } = vendorOf(request.crm);
  request.say(`A ${label} sandbox with ${leads?.loaded ?? request.contacts} contacts listens on ${url}.`);
  return await withFreshDatabase(async (database) => {
    const service = await openOn(database, {
      masterKey: randomBytes(MASTER_KEY_BYTES),
      language: request.environment.language,
    });
    const environment = pointedAt(request, sandbox.ready);
    const result = await cycle({ ...request, environment }, { service, sandbox: sandbox.ready, asOf });
    request.finished(result);
    await request.goOn?.(service, environment);
    return result;
  });
}

/** A database of this demo alone on a server that demos share, so that one killed with its server running leaves no second one. */
async function withFreshDatabase<T>(work: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const name = `demo_${randomBytes(6).toString('hex')}`;
  const dataFolder = join(tmpdir(), `tamis-demo-${process.getuid?.() ?? 'user'}`);
  const database = await openDatabase({ dataFolder, name });
  try {
    return await work(database);
  } finally {
    await dropDatabase(database.url, name);
    await database.close();
  }
}

async function cycle(
  request: DemoRequest,
  { service, sandbox, asOf }: { service: Service; sandbox: SandboxReady; asOf: number },
): Promise<DemoResult> {
  const { environment } = request;
  const tokens = { accessToken: sandbox.accessToken, refreshToken: null, expiresAt: null };
  const { connectionId } = await connect(
    { service, environment, vendor: vendorOf(request.crm), acceptsDefaultMapping: 'demo' },
    tokens,
    request,
  );
  await approveConnection(service.db, scopeOf(service, { id: connectionId }), {
    at: asOf,
    by: 'demo',
    handOverTasks: true,
  });
  request.say('Connected. The demo approves its own dry run; on your CRM nothing is written before you do.');
  const adapter = openAdapter({ service, environment }, await theConnection(service), request);
  const runs: DemoRun[] = [];
  try {
    for (let index = 0; index < RUNS; index += 1) {
      const run = await oneRun({ ...request, asOf }, { service, adapter });
      runs.push(run);
      request.ran(run, index);
    }
  } finally {
    await adapter.close();
  }
  const top = await leadLines(service, await theConnection(service), TOP_LEADS);
  return { runs, top, sandbox };
}

async function oneRun(
  request: DemoRequest & { readonly asOf: number },
  { service, adapter }: { service: Service; adapter: Adapter },
): Promise<DemoRun> {
  const watch = new Stopwatch(request.now);
  const observe = (event: RunEvent) => {
    watch.see(event);
    request.observe(event);
  };
  const connection = await theConnection(service);
  const report = await runConnection({ service, environment: request.environment }, connection, {
    ...request,
    asOf: () => request.asOf,
    adapter,
    observe,
    trigger: 'manual',
    dryRun: false,
  });
  return { crm: request.crm, report, seconds: watch.seconds() };
}

async function theConnection(service: Service): Promise<Connection> {
  const [connection] = await listConnections(service.db, service.workspace.id);
  if (!connection) throw new Error('The demo lost its connection.');
  return connection;
}

/** The same environment with the vendor's addresses and credentials replaced by the sandbox's. */
function pointedAt(
  { environment }: DemoRequest,
  { url, clientId, clientSecret, accessToken }: SandboxReady,
): Environment {
  return {
    ...environment,
    vendor: () => ({
      apiUrl: url,
      oauthUrl: url,
      clientId,
      clientSecret,
      accessToken,
      dailyBudget: undefined,
    }),
  };
}
