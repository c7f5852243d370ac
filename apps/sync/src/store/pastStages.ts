import type { PastStage } from '@tamis/mapping';
import { sql } from 'kysely';
import { rows } from './rows.ts';
import type { Queries, Scope } from './schema.ts';

/** What a record's CRM tells of its past. */
export interface RecordPast {
  readonly recordId: string;
  readonly stages: readonly PastStage[];
}

/** Keeps what a CRM tells of the past of its records; what is known already stays. */
export async function savePastStages(
  queries: Queries,
  scope: Scope,
  { object, past }: { object: string; past: readonly RecordPast[] },
): Promise<void> {
  const list = past.flatMap(({ recordId, stages }) =>
    stages.map(({ field, at, stage, word }) => ({ record_id: recordId, field, at, stage, word })),
  );
  if (list.length === 0) return;
  await sql`
    insert into past_stages (workspace_id, connection_id, object, record_id, field, at, stage, word)
    select ${scope.workspaceId}, ${scope.connectionId}, ${object}, given.record_id, given.field, given.at, given.stage, given.word
    from ${rows(list, 'record_id text, field text, at bigint, stage text, word text')}
    on conflict do nothing`.execute(queries);
}
