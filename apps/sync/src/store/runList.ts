import type { Account, CallCounts } from '@tamis/adapter';
import { sql } from 'kysely';
import type { Queries, RunStatus, RunTrigger } from './schema.ts';

/** A run as people see it, beside its connection. */
export interface RunLine {
  readonly id: string;
  readonly connectionId: string;
  readonly vendor: string;
  readonly account: Account;
  readonly trigger: RunTrigger;
  readonly status: RunStatus;
  readonly dryRun: boolean;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly expected: number | null;
  readonly calls: CallCounts | null;
  readonly completeTo: number | null;
  readonly message: string | null;
  readonly cancelAsked: boolean;
  readonly problems: number;
}

/** Which runs: one of them, those of a connection, or all; those before a run's id. */
export interface RunFilter {
  readonly runId?: string | undefined;
  readonly connectionId?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Runs of a workspace, newest first. */
export async function listRuns(
  queries: Queries,
  workspaceId: string,
  { runId, connectionId, before, limit }: RunFilter,
): Promise<readonly RunLine[]> {
  const found = await sql<RunLine>`
    select runs.id, runs.connection_id as "connectionId", connections.vendor, connections.account, runs.trigger,
      runs.status, runs.dry_run or not exists (select 1 where connections.approved_at <= runs.started_at) as "dryRun",
      runs.started_at as "startedAt", runs.finished_at as "finishedAt", runs.counts, runs.expected, runs.calls,
      runs.complete_to as "completeTo", runs.message, runs.cancel_asked_at is not null as "cancelAsked",
      (select count(*)::int from run_problems where run_id = runs.id) as problems
    from runs join connections on connections.id = runs.connection_id
    where runs.workspace_id = ${workspaceId}
      and (${runId ?? null}::bigint is null or runs.id = ${runId ?? null})
      and (${connectionId ?? null}::bigint is null or runs.connection_id = ${connectionId ?? null})
      and (${before ?? null}::bigint is null or runs.id < ${before ?? null})
    order by runs.id desc limit ${limit}`.execute(queries);
  return found.rows.map((row) => ({ ...row, id: String(row.id), connectionId: String(row.connectionId) }));
}

/** Asks a run to stop at its next page; `false` where it is not running. */
export async function askToCancel(
  queries: Queries,
  { workspaceId, runId }: { workspaceId: string; runId: string },
  at: number,
): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('runs')
    .set({ cancel_asked_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', runId)
    .where('status', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
