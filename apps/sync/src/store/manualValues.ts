import type { ManualValue } from '@tamis/mapping';
import { sql } from 'kysely';
import type { Queries } from './schema.ts';

/** Values that people set for fields of leads, by lead; those that have ended are there until an evaluation said so. */
export async function manualValuesOf(
  queries: Queries,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ManualValue[]>> {
  if (leadIds.length === 0) return new Map();
  const found = await queries
    .selectFrom('manual_values')
    .select(['lead_id', 'path', 'value', 'reason', 'by', 'at', 'until'])
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', sql<string>`any(${[...leadIds]}::bigint[])`)
    .orderBy('path')
    .execute();
  return Map.groupBy(
    found.map(({ lead_id, ...value }) => ({ leadId: String(lead_id), ...value })),
    ({ leadId }) => leadId,
  );
}

/** Sets a value, or replaces the one that stands there. */
export async function saveManualValue(
  queries: Queries,
  { workspaceId, leadId }: { workspaceId: string; leadId: string },
  { path, value, reason, by, at, until }: ManualValue,
): Promise<void> {
  const set = { value: JSON.stringify(value), reason, by, at, until };
  await queries
    .insertInto('manual_values')
    .values({ workspace_id: workspaceId, lead_id: leadId, path, ...set })
    .onConflict((conflict) => conflict.columns(['lead_id', 'path']).doUpdateSet(set))
    .execute();
}

/** Ends a value; `false` where there is none. */
export async function dropManualValue(
  queries: Queries,
  { workspaceId, leadId }: { workspaceId: string; leadId: string },
  path: string,
): Promise<boolean> {
  const dropped = await queries
    .deleteFrom('manual_values')
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('path', '=', path)
    .executeTakeFirst();
  return dropped.numDeletedRows > 0n;
}

/** Forgets the values of leads that ended by their date. */
export async function dropEndedValues(
  queries: Queries,
  workspaceId: string,
  { leadIds, asOf }: { leadIds: readonly string[]; asOf: number },
): Promise<void> {
  await queries
    .deleteFrom('manual_values')
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', sql<string>`any(${[...leadIds]}::bigint[])`)
    .where('until', '<=', asOf)
    .execute();
}
