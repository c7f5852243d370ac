import type { Connection as ConnectionCard } from '@tamis/api';
import { dailyBudget } from '../service/vendorSettings.ts';
import { connectionFigures } from '../store/connectionFigures.ts';
import { type Connection, connectionOf } from '../store/connections.ts';
import { dayIn } from '../sync/quotaDay.ts';
import { vendorOf } from '../vendors.ts';
import type { HandlerContext } from './handler.ts';
import { ProblemError } from './problemError.ts';

/** The connection of a request. Throws `not-found`. */
export async function requireConnection(
  { service }: HandlerContext,
  connectionId: string,
): Promise<Connection> {
  const connection = await connectionOf(service.db, { workspaceId: service.workspace.id, connectionId });
  if (connection !== null) return connection;
  throw new ProblemError('not-found', 'There is no such connection. It may have been disconnected.');
}

/** A connection as its card shows it. */
export async function connectionCard(
  { service, environment, runs, now }: HandlerContext,
  connection: Connection,
): Promise<ConnectionCard> {
  const scope = { workspaceId: service.workspace.id, connectionId: connection.id };
  const { id, account, vendor, paused, schedule, handOverTasks, approvedAt, approvedBy } = connection;
  const { unit, units } = dailyBudget(vendorOf(vendor), environment);
  const day = dayIn(account.timeZone, now());
  const { lastRun, leads, proposed, used } = await connectionFigures(service.db, scope, day);
  return {
    id,
    vendor,
    vendorLabel: vendorOf(vendor).label,
    state: stateOf(connection),
    account,
    paused,
    schedule,
    nextRunAt: await runs.nextRunAt(scope),
    handOverTasks,
    scopes: Object.keys(vendorOf(vendor).scopes),
    approvedAt,
    approvedBy,
    mappingVersion: connection.mappingVersion,
    lastRun,
    quota: { used, budget: units, unit, account: connection.accountUsage },
    records: { leads, proposed },
  };
}

function stateOf({ status, mappingVersion }: Connection): ConnectionCard['state'] {
  if (status === 'reconnect-needed') return 'reconnect';
  if (mappingVersion === 0) return 'map';
  return status === 'approved' ? 'approved' : 'observe';
}
