import type { ToldUsage } from './columns.ts';
import type { Queries, Scope } from './schema.ts';

/** Keeps what the CRM last told of the whole account's day. */
export async function saveAccountUsage(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  usage: ToldUsage,
): Promise<void> {
  await queries
    .updateTable('connections')
    .set({ account_usage: JSON.stringify(usage) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', connectionId)
    .execute();
}
