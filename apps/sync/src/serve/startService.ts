import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { sql } from 'kysely';
import type { PgBoss } from 'pg-boss';
import { UsageError } from '../cli/exit.ts';
import type { Environment } from '../environment.ts';
import { openMailer } from '../handOver/mailer.ts';
import { Adapters } from '../jobs/adapters.ts';
import { startDigests } from '../jobs/digestQueue.ts';
import type { Loop } from '../jobs/loop.ts';
import { openRunQueue, RUNS, type RunQueue, startBoss } from '../jobs/runQueue.ts';
import { startScheduler } from '../jobs/scheduler.ts';
import { startWorker } from '../jobs/worker.ts';
import type { Store } from '../service/openStore.ts';
import type { RunReport } from '../sync/closeRun.ts';
import { createApp } from './app.ts';
import type { ServiceLog } from './log.ts';
import { Metrics } from './metrics.ts';
import { pageRouter, requireBuiltPage } from './page.ts';

const VERSION = '0.1.0';
/** What is under way has so long to come to a page's end: an orchestrator kills after ten seconds. */
const STOP_WITHIN_MS = 8_000;

/** What a process does: `web` answers people, `worker` runs and schedules, `all` both. */
export type ServiceRole = 'web' | 'worker' | 'all';

/** How a service is started. */
export interface ServiceRequest {
  readonly store: Store;
  readonly environment: Environment;
  readonly role: ServiceRole;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The address people open; without one, http://localhost and the port. */
  readonly publicUrl: string | undefined;
  readonly log: ServiceLog;
  readonly now: () => number;
  readonly random: () => number;
}

/** A service that runs. */
export interface RunningService {
  readonly publicUrl: string;
  /** Finishes what is under way, up to a page; the rest goes on at the next start. Within ten seconds. */
  stop(): Promise<void>;
}

/** Starts web, worker and scheduler of a process on one store. Throws {@link UsageError} for a port that is taken. */
export async function startService(request: ServiceRequest): Promise<RunningService> {
  const { store, environment, role, log, now, random } = request;
  const web = role !== 'worker';
  if (web) requireBuiltPage();
  const server = createServer();
  const port = await listen(server, request);
  const publicUrl = request.publicUrl ?? `http://localhost:${port}`;
  const boss = await startBoss(store.url, (error) => log.failed('queue', error));
  const runs = openRunQueue(boss, store.owner, now);
  const adapters = new Adapters(environment, { now, random });
  const metrics = new Metrics(async () => (await boss.getQueueStats(RUNS))[0]?.queuedCount ?? 0);
  const work = role === 'web' ? null : await startWork(request, { boss, runs, adapters, metrics, publicUrl });
  const api = { store, environment, publicUrl, runs, adapterOf: adapters.of.bind(adapters), now, random };
  const ready = () => readiness(store);
  const page = web ? pageRouter() : null;
  const { trustedProxies } = environment;
  server.on('request', createApp({ api, log, metrics, ready, version: VERSION, trustedProxies, page }));
  log.listening({ address: publicUrl, roles: [role] });
  return {
    publicUrl,
    async stop() {
      server.close();
      server.closeIdleConnections();
      await work?.stop();
      await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS });
      server.closeAllConnections();
      await adapters.close();
    },
  };
}

interface WorkParts {
  readonly boss: PgBoss;
  readonly runs: RunQueue;
  readonly adapters: Adapters;
  readonly metrics: Metrics;
  readonly publicUrl: string;
}

/** Takes runs from the queue and puts due ones there. Stopping lets a run come to the end of its page. */
async function startWork(
  request: ServiceRequest,
  { boss, runs, adapters, metrics, publicUrl }: WorkParts,
): Promise<Loop> {
  const { store, environment, log, now, random } = request;
  const stopping = new AbortController();
  const onError = (error: unknown) => log.failed('schedule', error);
  const scheduler = startScheduler({ owner: store.owner, runs, now, onError });
  const ran = (report: RunReport) => {
    metrics.ran(report);
    log.ran(report);
  };
  await startWorker(boss, {
    store,
    environment,
    adapters,
    runs,
    now,
    random,
    stopping: stopping.signal,
    ran,
  });
  const digests = await startMailing(request, boss, publicUrl);
  return {
    async stop() {
      stopping.abort();
      await Promise.all([scheduler.stop(), digests?.stop()]);
    },
  };
}

/** Sends digests where a mail server is configured. */
async function startMailing(
  { store, environment, log, now }: ServiceRequest,
  boss: PgBoss,
  publicUrl: string,
): Promise<Loop | null> {
  if (environment.mail === undefined) {
    log.digestsOff({ unset: 'TAMIS_SMTP_URL' });
    return null;
  }
  return startDigests(boss, { store, mailer: openMailer(environment.mail), log, publicUrl, now });
}

async function listen(server: Server, { host, port }: ServiceRequest): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      throw new UsageError(`Port ${port} is in use. Free it, or choose another with --port.`);
    throw error;
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function readiness({ owner }: Store): Promise<string | null> {
  try {
    await sql`select 1`.execute(owner);
    return null;
  } catch {
    return 'the database does not answer';
  }
}
