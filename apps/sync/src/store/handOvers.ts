import type { TaskDraft, TaskOutcome } from '@tamis/adapter';
import { sql } from 'kysely';
import type { HandOver } from '../handOver/task.ts';
import { rows } from './rows.ts';
import type { Queries, Scope } from './schema.ts';

/** Notes that sales is to be told; a hand-over that is noted already stays as it is, even where the lead's record has become another one since. */
export async function intendHandOvers(
  queries: Queries,
  workspaceId: string,
  { handOvers, at }: { handOvers: readonly HandOver[]; at: number },
): Promise<void> {
  if (handOvers.length === 0) return;
  const list = handOvers.map(({ leadId, connectionId, since, task: { key, object, recordId, ...task } }) => ({
    lead_id: leadId,
    connection_id: connectionId,
    stage_since: since,
    key,
    object,
    record_id: recordId,
    task,
  }));
  const given = rows(
    list,
    'lead_id bigint, connection_id bigint, stage_since bigint, key text, object text, record_id text, task jsonb',
  );
  await sql`
    insert into hand_overs (workspace_id, connection_id, lead_id, object, record_id, key, stage_since, task, state, intended_at)
    select ${workspaceId}, given.connection_id, given.lead_id, given.object, given.record_id, given.key,
           given.stage_since, given.task, 'intended', ${at}
    from ${given}
    where not exists (select from hand_overs as noted where noted.workspace_id = ${workspaceId}
      and noted.lead_id = given.lead_id and noted.stage_since = given.stage_since)
    on conflict (workspace_id, key) do nothing`.execute(queries);
}

/**
 * Tasks that are still to be created, for leads that are still SQL, in order of their key. The rows are touched: their intents are on
 * disk before a request leaves, even those noted in a transaction that did not wait for it.
 */
export async function openHandOvers(
  queries: Queries,
  scope: Scope,
  { after, except, limit }: { after: number; except: readonly string[]; limit: number },
): Promise<readonly TaskDraft[]> {
  const found = await sql<{ key: string; object: string; recordId: string; task: Rest }>`
    update hand_overs set state = 'intended' where workspace_id = ${scope.workspaceId} and key in (
      select key from hand_overs join evaluations on evaluations.lead_id = hand_overs.lead_id and evaluations.stage = 'sql'
      where hand_overs.workspace_id = ${scope.workspaceId} and connection_id = ${scope.connectionId} and state = 'intended'
        and stage_since > ${after} and key <> all(${[...except]}::text[])
      order by key limit ${limit})
    returning key, object, record_id as "recordId", task`.execute(queries);
  return found.rows.map(({ key, object, recordId, task }) => ({ key, object, recordId, ...task }));
}

type Rest = Pick<TaskDraft, 'ownerId' | 'title' | 'body' | 'dueAt'>;

/** Notes what became of tasks. Those without an answer stay open. */
export async function settleHandOvers(
  queries: Queries,
  { workspaceId }: Scope,
  { outcomes, at }: { outcomes: readonly TaskOutcome[]; at: number },
): Promise<void> {
  const list = outcomes
    .filter(({ status }) => status !== 'unknown')
    .map((outcome) => ({
      key: outcome.key,
      state: outcome.status,
      task_id: outcome.status === 'created' ? outcome.id : null,
      message: outcome.status === 'refused' ? outcome.message : null,
    }));
  if (list.length === 0) return;
  await sql`
    update hand_overs set state = given.state, task_id = given.task_id, message = given.message, settled_at = ${at}
    from ${rows(list, 'key text, state text, task_id text, message text')}
    where hand_overs.workspace_id = ${workspaceId} and hand_overs.key = given.key`.execute(queries);
}
