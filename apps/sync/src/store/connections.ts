import type { Account, MappingDocument } from '@tamis/adapter';
import { sql } from 'kysely';
import type { ToldUsage } from './columns.ts';
import type { ConnectionStatus, Queries, Schedule, Scope } from './schema.ts';

/** One account of one CRM that the workspace is connected to. */
export interface Connection {
  readonly id: string;
  readonly vendor: string;
  readonly status: ConnectionStatus;
  readonly apiUrl: string;
  readonly account: Account;
  readonly mapping: MappingDocument;
  /** 0 while nobody has published a mapping: nothing runs then. */
  readonly mappingVersion: number;
  readonly provisioned: boolean;
  /** Grows with every change a person makes. */
  readonly version: number;
  readonly paused: boolean;
  readonly schedule: Schedule;
  readonly handOverTasks: boolean;
  /** Leads that became SQL up to this instant are no news to sales; `null` before everything was read once. */
  readonly baselineAt: number | null;
  readonly approvedAt: number | null;
  readonly approvedBy: string | null;
  /** The whole account's use of its day, where the CRM has told it. */
  readonly accountUsage: ToldUsage | null;
}

/** What is known of a connection when it is made. */
export interface NewConnection {
  readonly vendor: string;
  readonly apiUrl: string;
  readonly account: Account;
  readonly mapping: MappingDocument;
  /** 1 where the given mapping counts as published, 0 where a person has yet to publish one. */
  readonly mappingVersion: 0 | 1;
}

/**
 * Stores a new connection, observing. Connecting an account again keeps its mapping, its cursors and its approval,
 * and ends "reconnect needed".
 */
export async function saveConnection(
  queries: Queries,
  workspaceId: string,
  connection: NewConnection,
): Promise<string> {
  const known = await queries
    .selectFrom('connections')
    .select(['id', 'approved_at'])
    .where('workspace_id', '=', workspaceId)
    .where('vendor', '=', connection.vendor)
    .where(({ eb, ref }) => eb(ref('account', '->>').key('id'), '=', connection.account.id))
    .executeTakeFirst();
  const account = JSON.stringify(connection.account);
  if (known) {
    await queries
      .updateTable('connections')
      .set({
        account,
        api_url: connection.apiUrl,
        status: known.approved_at === null ? 'observing' : 'approved',
      })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', known.id)
      .execute();
    return String(known.id);
  }
  const { id } = await queries
    .insertInto('connections')
    .values({
      workspace_id: workspaceId,
      vendor: connection.vendor,
      status: 'observing',
      api_url: connection.apiUrl,
      account,
      mapping: JSON.stringify(connection.mapping),
      mapping_version: connection.mappingVersion,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return String(id);
}

/** All connections of a workspace, oldest first. */
export async function listConnections(queries: Queries, workspaceId: string): Promise<readonly Connection[]> {
  const found = await queries
    .selectFrom('connections')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute();
  return found.map((row) => ({
    id: String(row.id),
    vendor: row.vendor,
    status: row.status,
    apiUrl: row.api_url,
    account: row.account,
    mapping: row.mapping,
    mappingVersion: row.mapping_version,
    provisioned: row.provisioned_at !== null,
    version: row.version,
    paused: row.paused_at !== null,
    schedule: row.schedule,
    handOverTasks: row.hand_over_tasks,
    baselineAt: row.baseline_at,
    approvedAt: row.approved_at,
    approvedBy: row.approved_by,
    accountUsage: row.account_usage,
  }));
}

/** The connection of that id; `null` where the workspace has none such. */
export async function connectionOf(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
): Promise<Connection | null> {
  const all = await listConnections(queries, workspaceId);
  return all.find(({ id }) => id === connectionId) ?? null;
}

/** A person accepted the dry run: from now on runs write. What is SQL already is no news to sales. */
export async function approveConnection(
  queries: Queries,
  scope: Scope,
  { at, by, handOverTasks }: { at: number; by: string; handOverTasks: boolean },
): Promise<void> {
  await change(queries, scope, {
    status: 'approved',
    approved_at: at,
    approved_by: by,
    hand_over_tasks: handOverTasks,
  });
  await moveBaseline(queries, scope, at);
  await grow(queries, scope);
}

/** What a person may change of a connection. */
export interface ConnectionSettings {
  readonly pausedAt?: number | null;
  readonly schedule?: Schedule;
  readonly handOverTasks?: boolean;
  /** When the person changed them. */
  readonly at: number;
}

/** Changes the settings of a connection. Switched on again, hand-overs begin with what happens from then on. */
export async function changeSettings(
  queries: Queries,
  scope: Scope,
  { pausedAt, schedule, handOverTasks, at }: ConnectionSettings,
): Promise<void> {
  await change(queries, scope, {
    ...(pausedAt === undefined ? {} : { paused_at: pausedAt }),
    ...(schedule === undefined ? {} : { schedule: JSON.stringify(schedule) }),
    ...(handOverTasks === undefined ? {} : { hand_over_tasks: handOverTasks }),
  });
  if (handOverTasks) await moveBaseline(queries, scope, at);
  await grow(queries, scope);
}

/** Everything was read and judged once: from now on a lead that becomes SQL is news. */
export async function markBaseline(queries: Queries, scope: Scope, at: number): Promise<void> {
  await ofConnection(queries, scope).set({ baseline_at: at }).where('baseline_at', 'is', null).execute();
}

/** Leaves a connection that was never read through without a baseline: its first complete run sets it. */
async function moveBaseline(queries: Queries, scope: Scope, at: number): Promise<void> {
  await ofConnection(queries, scope).set({ baseline_at: at }).where('baseline_at', 'is not', null).execute();
}

function ofConnection(queries: Queries, { workspaceId, connectionId }: Scope) {
  return queries
    .updateTable('connections')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', connectionId);
}

/** The tokens are dead: runs wait until a person connects again. */
export async function markReconnectNeeded(queries: Queries, scope: Scope): Promise<void> {
  await change(queries, scope, { status: 'reconnect-needed' });
}

/** The product's own fields exist in the CRM. */
export async function markProvisioned(queries: Queries, scope: Scope, at: number): Promise<void> {
  await change(queries, scope, { provisioned_at: at });
}

/** Publishes a mapping to the runs of a connection. */
export async function setMapping(
  queries: Queries,
  scope: Scope,
  { version, document }: { version: number; document: MappingDocument },
): Promise<void> {
  await change(queries, scope, { mapping: JSON.stringify(document), mapping_version: version });
  await grow(queries, scope);
}

/**
 * Forgets a connection with everything read through it, and the leads that nothing else shows. What other connections hold of the
 * people in it is compared and judged again.
 */
export async function dropConnection(queries: Queries, { workspaceId, connectionId }: Scope): Promise<void> {
  await sql`
    with shared as (
      update leads set dirty = true where workspace_id = ${workspaceId}
        and exists (select from links where links.lead_id = leads.id and connection_id = ${connectionId})
      returning id)
    update links set identified = false from shared
    where links.lead_id = shared.id and connection_id <> ${connectionId}`.execute(queries);
  await queries
    .deleteFrom('leads')
    .where('workspace_id', '=', workspaceId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('links')
          .whereRef('links.lead_id', '=', 'leads.id')
          .where('connection_id', '=', connectionId),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('links')
            .whereRef('links.lead_id', '=', 'leads.id')
            .where('connection_id', '!=', connectionId),
        ),
      ),
    )
    .execute();
  await queries
    .deleteFrom('connections')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', connectionId)
    .execute();
}

interface Change {
  readonly status?: ConnectionStatus;
  readonly approved_at?: number;
  readonly approved_by?: string;
  readonly hand_over_tasks?: boolean;
  readonly provisioned_at?: number;
  readonly paused_at?: number | null;
  readonly schedule?: string;
  readonly mapping?: string;
  readonly mapping_version?: number;
}

async function change(queries: Queries, scope: Scope, values: Change): Promise<void> {
  if (Object.keys(values).length === 0) return;
  await ofConnection(queries, scope).set(values).execute();
}

async function grow(queries: Queries, scope: Scope): Promise<void> {
  await ofConnection(queries, scope)
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .execute();
}
