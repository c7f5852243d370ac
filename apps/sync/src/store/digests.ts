import { sql } from 'kysely';
import type { Queries } from './schema.ts';

/** A workspace that may get a digest. */
export interface DigestWorkspace {
  readonly workspaceId: string;
  /** The time zone of the oldest connection that runs by the clock; UTC where there is none. */
  readonly timeZone: string;
  /** When its first run started: before, there is nothing to tell. */
  readonly firstRunAt: number;
  /** When the oldest run started that has not ended; `null` where none is under way. */
  readonly runningSince: number | null;
}

/** Every workspace that has run at least once. */
export async function digestWorkspaces(owner: Queries): Promise<readonly DigestWorkspace[]> {
  const found = await sql<DigestWorkspace>`
    select runs.workspace_id::text as "workspaceId", min(runs.started_at) as "firstRunAt",
      min(runs.started_at) filter (where status = 'running') as "runningSince",
      coalesce((select schedule ->> 'timeZone' from connections
        where connections.workspace_id = runs.workspace_id and schedule ->> 'kind' = 'cron' order by id limit 1), 'UTC') as "timeZone"
    from runs group by runs.workspace_id order by runs.workspace_id`.execute(owner);
  return found.rows;
}

/** Claims the digest of a workspace's week; `false` where it was claimed before. Another process waits for the transaction's end. */
export async function claimDigest(owner: Queries, workspaceId: string, week: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await owner
    .insertInto('digests')
    .values({ workspace_id: workspaceId, week, sent_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Notes when the mail server accepted the newest e-mail of a digest. */
export async function markDigestSent(
  queries: Queries,
  { workspaceId, week }: { workspaceId: string; week: string },
  at: number,
): Promise<void> {
  await queries
    .updateTable('digests')
    .set({ sent_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('week', '=', week)
    .execute();
}
