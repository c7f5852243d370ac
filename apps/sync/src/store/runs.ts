import type { CallCounts } from '@tamis/adapter';
import { sql } from 'kysely';
import { rows } from './rows.ts';
import type { Queries, RunStatus, RunTrigger, Scope } from './schema.ts';

/** Something a person should know about one record of a run. */
export interface Problem {
  readonly object: string;
  readonly recordId: string | null;
  readonly code: string;
  readonly message: string;
}

/** How a run starts. */
export interface RunStart {
  readonly at: number;
  readonly dryRun: boolean;
  readonly trigger: RunTrigger;
  /** What it judges by, as published. */
  readonly mappingVersion: number;
  readonly modelVersion: number;
}

/** Opens a run. Runs of this connection that are still open belong to a process that died: they are closed as interrupted. */
export async function startRun(
  queries: Queries,
  scope: Scope,
  { at, dryRun, trigger, mappingVersion, modelVersion }: RunStart,
): Promise<string> {
  await queries
    .updateTable('runs')
    .set({
      status: 'interrupted',
      finished_at: at,
      message: 'The process ended before the run did; this run continues from its last page.',
    })
    .where('workspace_id', '=', scope.workspaceId)
    .where('connection_id', '=', scope.connectionId)
    .where('status', '=', 'running')
    .execute();
  const { id } = await queries
    .insertInto('runs')
    .values({
      workspace_id: scope.workspaceId,
      connection_id: scope.connectionId,
      dry_run: dryRun,
      status: 'running',
      started_at: at,
      counts: '{}',
      trigger,
      mapping_version: mappingVersion,
      model_version: modelVersion,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return String(id);
}

/** Stores how a run stands, or how it ended. */
export async function saveRun(
  queries: Queries,
  { workspaceId, runId }: { workspaceId: string; runId: string },
  state: {
    readonly status: RunStatus;
    readonly counts: object;
    readonly finishedAt: number | null;
    readonly message: string | null;
    readonly calls: CallCounts;
    /** Everything the CRM changed before this instant has been read; `null` where the run did not get so far. */
    readonly completeTo: number | null;
  },
): Promise<void> {
  await queries
    .updateTable('runs')
    .set({
      status: state.status,
      counts: JSON.stringify(state.counts),
      finished_at: state.finishedAt,
      message: state.message,
      calls: JSON.stringify(state.calls),
      complete_to: state.completeTo,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', runId)
    .execute();
}

/** Shows how far a run has come. Returns whether a person has asked it to stop. */
export async function saveProgress(
  queries: Queries,
  { workspaceId, runId }: { workspaceId: string; runId: string },
  { counts, expected, calls }: { counts: object; expected: number | null; calls: CallCounts },
): Promise<{ readonly cancelAsked: boolean }> {
  const row = await queries
    .updateTable('runs')
    .set({ counts: JSON.stringify(counts), expected, calls: JSON.stringify(calls) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', runId)
    .returning('cancel_asked_at')
    .executeTakeFirst();
  return { cancelAsked: row !== undefined && row.cancel_asked_at !== null };
}

/** Adds problems to a run. */
export async function addProblems(
  queries: Queries,
  { workspaceId, runId }: { workspaceId: string; runId: string },
  problems: readonly Problem[],
): Promise<void> {
  if (problems.length === 0) return;
  const list = problems.map(({ object, recordId, code, message }) => ({
    object,
    record_id: recordId,
    code,
    message,
  }));
  await sql`
    insert into run_problems (workspace_id, run_id, object, record_id, code, message)
    select ${workspaceId}, ${runId}, given.object, given.record_id, given.code, given.message
    from ${rows(list, 'object text, record_id text, code text, message text')}`.execute(queries);
}

/** Problems of a run by cause, most frequent first, each with one record to look at. */
export async function problemsByCause(
  queries: Queries,
  { workspaceId, runId }: { workspaceId: string; runId: string },
): Promise<readonly { code: string; message: string; records: number; example: string | null }[]> {
  const found = await sql<{ code: string; message: string; records: number; example: string | null }>`
    select code, min(message) as message, count(*)::int as records, min(record_id) as example
    from run_problems where workspace_id = ${workspaceId} and run_id = ${runId}
    group by code order by count(*) desc, code`.execute(queries);
  return found.rows;
}
