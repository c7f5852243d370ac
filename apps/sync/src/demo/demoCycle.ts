import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropDatabase, type OpenDatabase, openDatabase } from '@tamis/postgres';
import { MASTER_KEY_BYTES } from '../secrets/seal.ts';
import { connect } from '../service/connect.ts';
import { openOn } from '../service/openService.ts';
import { openAdapter, scopeOf } from '../service/runConnection.ts';
import { approveConnection, listConnections } from '../store/connections.ts';
import { leadReach } from '../store/people/leadReach.ts';
import { vendorOf } from '../vendors.ts';
import type { DemoRequest, DemoResult } from './demoRequest.ts';
import { giveConsent } from './giveConsent.ts';
import { threeRounds, twoRounds } from './rounds.ts';
import type { ConnectedCrm, DemoParts } from './runOnce.ts';
import { pointedAt, startSandboxes } from './sandboxes.ts';
import { topOfAll } from './topOfAll.ts';

/**
 * The whole cycle, twice: stand-ins of the CRMs, a database of our own, then for all CRMs at the same time: connect by the consent page,
 * approve, sync, sync again. Where made-up people are in several CRMs, some are edited in between, and a third round finds nothing left
 * to write. Everything it starts ends with it.
 */
export async function demoCycle(request: DemoRequest): Promise<DemoResult> {
  const asOf = request.now();
  await using sandboxes = await startSandboxes(request, asOf);
  return await withFreshDatabase(async (database) => {
    const service = await openOn(database, {
      masterKey: randomBytes(MASTER_KEY_BYTES),
      language: request.environment.language,
    });
    const environment = pointedAt(request.environment, sandboxes.ready);
    const parts = { request: { ...request, environment }, service, asOf, sandboxes: sandboxes.ready };
    const result = { ...(await cycle(parts)), sandboxes: sandboxes.ready };
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

async function cycle(parts: DemoParts): Promise<Omit<DemoResult, 'sandboxes'>> {
  const { request, service } = parts;
  await Promise.all(request.crms.map((crm) => connectAndApprove(parts, crm)));
  request.say(
    'Connected by consent page. The demo approves its own dry run; on your CRM nothing is written before you do.',
  );
  const crms = await openAll(parts);
  try {
    const played = hasSeveral(request) ? await threeRounds(parts, crms) : await twoRounds(parts, crms);
    const runs = crms.flatMap(({ crm }) => played.rounds.flat().filter((run) => run.crm === crm));
    const reach = await leadReach(service.db, service.workspace.id);
    return { runs, reach, people: played.people, top: await topOfAll(service) };
  } finally {
    await Promise.all(crms.map(({ adapter }) => adapter.close()));
  }
}

/** Made-up people, of whom a part is in several CRMs. */
function hasSeveral({ crms, leads, profile }: DemoRequest): boolean {
  return crms.length > 1 && leads === undefined && profile === 'believable';
}

async function connectAndApprove({ request, service, asOf }: DemoParts, crm: string): Promise<void> {
  const { environment } = request;
  const vendor = vendorOf(crm);
  const tokens = await giveConsent({ vendor, environment }, request);
  const { connectionId } = await connect(
    { service, environment, vendor, acceptsDefaultMapping: 'demo' },
    tokens,
    request,
  );
  await approveConnection(service.db, scopeOf(service, { id: connectionId }), {
    at: asOf,
    by: 'demo',
    handOverTasks: true,
  });
}

/** The connected CRMs in the order in which they were asked for. */
async function openAll({ request, service }: DemoParts): Promise<readonly ConnectedCrm[]> {
  const { environment, crms } = request;
  const connections = await listConnections(service.db, service.workspace.id);
  const ordered = connections.toSorted((a, b) => crms.indexOf(a.vendor) - crms.indexOf(b.vendor));
  return Promise.all(
    ordered.map(async (connection) => ({
      crm: connection.vendor,
      connectionId: connection.id,
      adapter: await openAdapter({ service, environment }, connection, request),
    })),
  );
}
