import type { Adapter } from '@tamis/adapter';
import type { Environment } from '../environment.ts';
import type { Connection } from '../store/connections.ts';
import { openNameStore } from '../store/ownNames.ts';
import { openQuotaLease, usedOfDay } from '../store/quota.ts';
import type { RunTrigger, Scope } from '../store/schema.ts';
import { openTokenStore } from '../store/tokens.ts';
import type { RunReport } from '../sync/closeRun.ts';
import type { RunEvent } from '../sync/context.ts';
import type { ProposedChange } from '../sync/proposedChanges.ts';
import { dayIn } from '../sync/quotaDay.ts';
import { run } from '../sync/run.ts';
import { vendorOf } from '../vendors.ts';
import type { Service } from './service.ts';
import { dailyBudget, vendorSettings } from './vendorSettings.ts';

/** How one run is asked for. */
export interface RunOrder {
  readonly dryRun: boolean;
  readonly trigger: RunTrigger;
  /** See `RunRequest`. */
  readonly freshEveryMs?: number;
  /** The connection's adapter where several runs follow each other: its limits remember what was sent. Without it one is opened for this run. */
  readonly adapter?: Adapter;
  /** See `RunRequest`. */
  readonly asOf: () => number;
  readonly now: () => number;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly observe?: (event: RunEvent) => void;
  /** Receives, in a dry run, each change that an approved run would make. */
  readonly onProposed?: (change: ProposedChange) => void;
}

/** Runs one connection of the service once. */
export async function runConnection(
  { service, environment }: { service: Service; environment: Environment },
  connection: Connection,
  order: RunOrder,
): Promise<RunReport> {
  const vendor = vendorOf(connection.vendor);
  const adapter = order.adapter ?? (await openAdapter({ service, environment }, connection, order));
  try {
    return await run({
      ...order,
      db: service.db,
      scope: scopeOf(service, connection),
      adapter,
      mapping: connection.mapping,
      mappingVersion: connection.mappingVersion,
      ownFields: vendor.ownFields,
      provisioned: connection.provisioned,
      approved: connection.status === 'approved',
      handOverAfter: handOverAfter(connection),
      budget: await budgetLeft({ service, environment }, connection, order.now()),
      model: service.model,
      language: service.workspace.language,
    });
  } finally {
    if (order.adapter === undefined) await adapter.close();
  }
}

/** What the connection may still use of today. */
async function budgetLeft(
  { service, environment }: { service: Service; environment: Environment },
  connection: Connection,
  now: number,
) {
  const budget = dailyBudget(vendorOf(connection.vendor), environment);
  const day = dayIn(connection.account.timeZone, now);
  return { ...budget, left: budget.units - (await usedOfDay(service.db, scopeOf(service, connection), day)) };
}

/** Since when sales is told of leads: never before a person approved it. */
function handOverAfter({ status, handOverTasks, baselineAt }: Connection): number | null {
  return status === 'approved' && handOverTasks ? baselineAt : null;
}

/** The scope of a connection's rows. */
export function scopeOf(service: Service, connection: Pick<Connection, 'id'>): Scope {
  return { workspaceId: service.workspace.id, connectionId: connection.id };
}

/** Opens the adapter of a connection, with tokens and quota from the store. Close it. */
export function openAdapter(
  { service, environment }: { service: Service; environment: Environment },
  connection: Connection,
  { now, random }: Pick<RunOrder, 'now' | 'random'>,
): Promise<Adapter> {
  const vendor = vendorOf(connection.vendor);
  const scope = scopeOf(service, connection);
  const { timeZone } = connection.account;
  return vendor.open(
    { ...vendorSettings(vendor, environment), apiUrl: connection.apiUrl },
    {
      tokens: openTokenStore(service.db, scope, service.masterKey),
      quota: openQuotaLease(service.db, scope, { ...dailyBudget(vendor, environment), timeZone, now }),
      names: openNameStore(service.db, scope),
      now,
      random,
    },
  );
}
