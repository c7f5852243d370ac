import { runnableMapping } from '@tamis/mapping';
import { beginConsent, redirectUri } from '../access/oauth.ts';
import { nextRun, ScheduleInvalid } from '../jobs/nextRun.ts';
import { giveBackAccess } from '../service/giveBackAccess.ts';
import { preflight } from '../service/preflight.ts';
import { missingCredentials } from '../service/vendorSettings.ts';
import { disconnectionFigures } from '../store/connectionFigures.ts';
import {
  approveConnection,
  changeSettings,
  dropConnection,
  listConnections,
  markProvisioned,
} from '../store/connections.ts';
import { isProposedStill } from '../store/proposals.ts';
import type { Schedule } from '../store/schema.ts';
import { inLeadTransaction } from '../store/transaction.ts';
import { vendorOf, vendors } from '../vendors.ts';
import { connectionCard, requireConnection } from './connectionCard.ts';
import { requireVersion } from './guard.ts';
import type { HandlerContext, Handlers } from './handler.ts';
import { ProblemError } from './problemError.ts';
import { readProposal } from './proposal.ts';

type ConnectionRoute =
  | 'listVendors'
  | 'listConnections'
  | 'authorize'
  | 'readConnection'
  | 'changeConnection'
  | 'readPreflight'
  | 'createFields'
  | 'readProposal'
  | 'approve'
  | 'readDisconnection'
  | 'disconnect'
  | 'startRun';

/** Connections: consent, preflight, the dry run and its approval, schedule, and disconnecting. */
export const connectionHandlers: Handlers<ConnectionRoute> = {
  async listVendors(_, { environment, publicUrl }) {
    const items = vendors.map((vendor) => {
      const { key, label, scopes } = vendor;
      const missing = missingCredentials(vendor, environment);
      return {
        key,
        label,
        configured: missing.length === 0,
        missing: [...missing],
        redirectUri: redirectUri(publicUrl),
        scopes: Object.entries(scopes).map(([scope, reason]) => ({ scope, reason })),
      };
    });
    return { body: { items } };
  },

  async listConnections(_, context) {
    const { service } = context;
    const all = await listConnections(service.db, service.workspace.id);
    return { body: { items: await Promise.all(all.map((one) => connectionCard(context, one))) } };
  },

  async authorize({ body }, { store, environment, publicUrl, service, sessionSecret = '', now }) {
    const vendor = vendors.find(({ key }) => key === body.vendor);
    if (vendor === undefined) throw new ProblemError('not-found', `There is no CRM called "${body.vendor}".`);
    const { owner, masterKey } = store;
    const url = await beginConsent(
      { owner, masterKey, environment, publicUrl, now },
      { vendor, workspaceId: service.workspace.id, sessionSecret },
    );
    return { body: { url } };
  },

  readConnection: ({ params }, context) => reply(context, params.connectionId),

  async changeConnection({ params, body }, context) {
    const { service, now, runs, ifMatch } = context;
    const scope = scopeOf(context, params.connectionId);
    requireVersion(ifMatch, (await requireConnection(context, params.connectionId)).version);
    const { paused, schedule, handOverTasks } = body;
    const at = now();
    if (schedule !== undefined) checkSchedule(schedule, at);
    await changeSettings(service.db, scope, {
      at,
      ...(paused === undefined ? {} : { pausedAt: paused ? at : null }),
      ...(schedule === undefined ? {} : { schedule }),
      ...(handOverTasks === undefined ? {} : { handOverTasks }),
    });
    await runs.reschedule(scope);
    return reply(context, params.connectionId);
  },

  async readPreflight({ params }, context) {
    const connection = await requireConnection(context, params.connectionId);
    const adapter = await context.adapterOf(context.service, connection);
    const { mapping } = runnableMapping(connection.mapping, [], adapter.capabilities.objects);
    const vendor = vendorOf(connection.vendor);
    const checks = await preflight({ adapter, vendor, mapping, signal: context.signal });
    return {
      body: { checks: [...checks], ok: checks.every(({ state, creatable }) => state === 'ok' || creatable) },
    };
  },

  async createFields({ params }, context) {
    const connection = await requireConnection(context, params.connectionId);
    const adapter = await context.adapterOf(context.service, connection);
    const created = await adapter.provision(vendorOf(connection.vendor).ownFields, context.signal);
    await markProvisioned(context.service.db, scopeOf(context, connection.id), context.now());
    return { body: { created: [...created] } };
  },

  async readProposal({ params, query }, context) {
    const connection = await requireConnection(context, params.connectionId);
    return { body: await readProposal(context, connection, query) };
  },

  async approve({ params, body }, context) {
    const { service, caller, now, runs, ifMatch } = context;
    const connection = await requireConnection(context, params.connectionId);
    const scope = scopeOf(context, connection.id);
    requireVersion(ifMatch, connection.version);
    if (!(await isProposedStill(service.db, scope, body.runId)))
      throw new ProblemError(
        'conflict',
        'The mapping or the rules were published anew since this dry run. Read the next one.',
        {
          code: 'newer-proposal',
        },
      );
    const { handOverTasks } = body;
    await approveConnection(service.db, scope, { at: now(), by: caller.email, handOverTasks });
    await runs.reschedule(scope);
    await runs.enqueue(scope, 'approval');
    return reply(context, connection.id);
  },

  async readDisconnection({ params }, context) {
    await requireConnection(context, params.connectionId);
    return { body: await disconnectionFigures(context.service.db, scopeOf(context, params.connectionId)) };
  },

  async disconnect({ params }, context) {
    const { service, runs, ifMatch, now } = context;
    const connection = await requireConnection(context, params.connectionId);
    requireVersion(ifMatch, connection.version);
    const scope = scopeOf(context, params.connectionId);
    const access = await giveBackAccess(context, connection, now);
    await inLeadTransaction(service.db, (queries) => dropConnection(queries, scope));
    await runs.reschedule(scope);
    return { body: { access } };
  },

  async startRun({ params }, context) {
    const connection = await requireConnection(context, params.connectionId);
    if (connection.mappingVersion === 0)
      throw new ProblemError('conflict', 'Publish a mapping first: without one there is nothing to read.', {
        code: 'no-mapping',
      });
    if (connection.status === 'reconnect-needed')
      throw new ProblemError('conflict', 'The access to this account has ended. Connect it again.', {
        code: 'reconnect',
      });
    return { body: { state: await context.runs.enqueue(scopeOf(context, connection.id), 'manual') } };
  },
};

function checkSchedule(schedule: Schedule, now: number): void {
  try {
    nextRun(schedule, now);
  } catch (error) {
    if (!(error instanceof ScheduleInvalid)) throw error;
    throw new ProblemError('invalid', error.message, {
      faults: [{ path: 'body.schedule', message: error.message }],
    });
  }
}

async function reply(context: HandlerContext, connectionId: string) {
  const connection = await requireConnection(context, connectionId);
  return { body: await connectionCard(context, connection), etag: String(connection.version) };
}

function scopeOf({ service }: HandlerContext, connectionId: string) {
  return { workspaceId: service.workspace.id, connectionId };
}
