import { sql } from 'kysely';
import { isLive } from './people/links.ts';
import type { Queries, RunStatus, Scope } from './schema.ts';

/** What a connection's card shows beside the connection itself. */
export interface ConnectionFigures {
  readonly lastRun: {
    readonly id: string;
    readonly status: RunStatus;
    readonly startedAt: number;
    readonly finishedAt: number | null;
    readonly completeTo: number | null;
    readonly problems: number;
  } | null;
  readonly leads: number;
  readonly proposed: number;
  /** Requests of the given day. */
  readonly used: number;
}

/** Last run, records and quota of a connection. `day` as in {@link dayIn}. */
export async function connectionFigures(
  queries: Queries,
  scope: Scope,
  day: string,
): Promise<ConnectionFigures> {
  const { workspaceId, connectionId } = scope;
  const [lastRun, counts] = await Promise.all([newestRun(queries, scope), countAll()]);
  return { lastRun, ...counts };

  async function countAll() {
    const { rows } = await sql<{ leads: number; proposed: number; used: number }>`
      select
        (select count(*)::int from links
          where links.workspace_id = ${workspaceId} and links.connection_id = ${connectionId} and ${isLive}) as leads,
        (select count(*)::int from desired where workspace_id = ${workspaceId} and connection_id = ${connectionId}
          and state = 'proposed') as proposed,
        (select coalesce(sum(used), 0)::int from quota where workspace_id = ${workspaceId}
          and connection_id = ${connectionId} and day = ${day}) as used`.execute(queries);
    return rows[0] ?? { leads: 0, proposed: 0, used: 0 };
  }
}

async function newestRun(queries: Queries, { workspaceId, connectionId }: Scope) {
  const { rows } = await sql<{
    id: string;
    status: RunStatus;
    startedAt: number;
    finishedAt: number | null;
    completeTo: number | null;
    problems: number;
  }>`
    select id, status, started_at as "startedAt", finished_at as "finishedAt",
      (select max(complete_to) from runs as earlier where earlier.workspace_id = ${workspaceId}
        and earlier.connection_id = ${connectionId}) as "completeTo",
      (select count(*)::int from run_problems where run_id = runs.id) as problems
    from runs where workspace_id = ${workspaceId} and connection_id = ${connectionId} order by id desc limit 1`.execute(
    queries,
  );
  const [row] = rows;
  return row === undefined ? null : { ...row, id: String(row.id) };
}

/** What disconnecting would lose, in numbers. */
export async function disconnectionFigures(queries: Queries, { workspaceId, connectionId }: Scope) {
  const own = sql`workspace_id = ${workspaceId} and connection_id = ${connectionId}`;
  const { rows } = await sql<{
    leads: number;
    records: number;
    history: number;
    runs: number;
    mappingVersions: number;
    written: number;
  }>`
    with alone as (select distinct lead_id from links where ${own} and not exists (select from links as other
      where other.lead_id = links.lead_id and other.connection_id <> ${connectionId}))
    select (select count(*)::int from alone) as leads,
      (select count(*)::int from records where ${own}) as records,
      (select count(*)::int from score_history where workspace_id = ${workspaceId}
        and lead_id in (select lead_id from alone)) as history,
      (select count(*)::int from runs where ${own}) as runs,
      (select count(*)::int from mapping_versions where ${own}) as "mappingVersions",
      (select count(*)::int from desired where ${own} and written is not null) as written`.execute(queries);
  const [row] = rows;
  if (row === undefined) throw new Error('Counting answered nothing.');
  return row;
}
