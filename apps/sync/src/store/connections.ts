import type { Account, MappingDocument } from '@tamis/adapter';
import type { ConnectionStatus, Queries, Scope } from './schema.ts';

/** One account of one CRM that the workspace is connected to. */
export interface Connection {
  readonly id: string;
  readonly vendor: string;
  readonly status: ConnectionStatus;
  readonly apiUrl: string;
  readonly account: Account;
  readonly mapping: MappingDocument;
  readonly provisioned: boolean;
}

/**
 * Stores a new connection, observing. Connecting an account again keeps its mapping, its cursors and its approval,
 * and ends "reconnect needed".
 */
export async function saveConnection(
  queries: Queries,
  workspaceId: string,
  connection: {
    readonly vendor: string;
    readonly apiUrl: string;
    readonly account: Account;
    readonly mapping: MappingDocument;
  },
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
    provisioned: row.provisioned_at !== null,
  }));
}

/** A person accepted the dry run: from now on runs write. */
export async function approveConnection(queries: Queries, scope: Scope, at: number): Promise<void> {
  await change(queries, scope, { status: 'approved', approved_at: at });
}

/** The tokens are dead: runs wait until a person connects again. */
export async function markReconnectNeeded(queries: Queries, scope: Scope): Promise<void> {
  await change(queries, scope, { status: 'reconnect-needed' });
}

/** The product's own fields exist in the CRM. */
export async function markProvisioned(queries: Queries, scope: Scope, at: number): Promise<void> {
  await change(queries, scope, { provisioned_at: at });
}

async function change(
  queries: Queries,
  scope: Scope,
  values: { status?: ConnectionStatus; approved_at?: number; provisioned_at?: number },
): Promise<void> {
  await queries
    .updateTable('connections')
    .set(values)
    .where('workspace_id', '=', scope.workspaceId)
    .where('id', '=', scope.connectionId)
    .execute();
}
