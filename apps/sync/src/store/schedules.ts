import { sql } from 'kysely';
import type { Queries, Schedule, Scope } from './schema.ts';

/** A connection whose next run is due. */
export interface DueConnection extends Scope {
  readonly schedule: Schedule;
}

/** Connections that may run by themselves: mapped, not paused, and with tokens that live. */
const MAY_RUN = sql<boolean>`mapping_version > 0 and paused_at is null and status <> 'reconnect-needed'`;

/** Claims connections that are due, locked until the transaction ends: another process passes over them. */
export async function claimDue(
  owner: Queries,
  now: number,
  limit: number,
): Promise<readonly DueConnection[]> {
  const due = await sql<{ workspace_id: string; id: string; schedule: Schedule }>`
    select workspace_id, id, schedule from connections where next_run_at <= ${now} and ${MAY_RUN}
    order by next_run_at limit ${limit} for update skip locked`.execute(owner);
  return due.rows.map(({ workspace_id, id, schedule }) => ({
    workspaceId: String(workspace_id),
    connectionId: String(id),
    schedule,
  }));
}

/** Notes when a connection runs next. */
export async function setNextRun(owner: Queries, { connectionId }: Scope, at: number | null): Promise<void> {
  await owner.updateTable('connections').set({ next_run_at: at }).where('id', '=', connectionId).execute();
}

/** The schedule of a connection that may run by itself; `null` where it may not, or is not there. */
export async function activeSchedule(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
): Promise<Schedule | null> {
  const row = await queries
    .selectFrom('connections')
    .select('schedule')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', connectionId)
    .where(MAY_RUN)
    .executeTakeFirst();
  return row?.schedule ?? null;
}

/** When a connection runs next by itself; `null` while it does not. */
export async function nextRunOf(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
): Promise<number | null> {
  const row = await queries
    .selectFrom('connections')
    .select('next_run_at')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', connectionId)
    .where(MAY_RUN)
    .executeTakeFirst();
  return row?.next_run_at ?? null;
}
