import type { Activity } from '@tamis/core';
import { sql } from 'kysely';
import { rows } from './rows.ts';
import type { Queries, Scope } from './schema.ts';

/**
 * An activity under the record that shows it: a lead record (derived from its totals) or a record of an activity object (a meeting).
 * `key` is stable, so that reading it again stores it once.
 */
export interface StoredActivity {
  readonly recordId: string;
  readonly key: string;
  readonly activity: Activity;
}

/** Stores activities of records of one object. */
export async function saveActivities(
  queries: Queries,
  scope: Scope,
  { object, activities }: { object: string; activities: readonly StoredActivity[] },
): Promise<void> {
  if (activities.length === 0) return;
  const list = activities.map(({ recordId, key, activity }) => ({ record_id: recordId, key, activity }));
  await sql`
    insert into activities (workspace_id, connection_id, object, record_id, key, activity)
    select distinct on (given.record_id, given.key)
      ${scope.workspaceId}, ${scope.connectionId}, ${object}, given.record_id, given.key, given.activity
    from ${rows(list, 'record_id text, key text, activity jsonb')}
    on conflict (connection_id, object, record_id, key) do update set activity = excluded.activity
    where activities.activity is distinct from excluded.activity`.execute(queries);
}

/** Removes the activities of records that are no activity any more, or that are gone. */
export async function dropActivities(
  queries: Queries,
  scope: Scope,
  { object, ids }: { object: string; ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return;
  await queries
    .deleteFrom('activities')
    .where('workspace_id', '=', scope.workspaceId)
    .where('connection_id', '=', scope.connectionId)
    .where('object', '=', object)
    .where('record_id', '=', sql<string>`any(${[...ids]}::text[])`)
    .execute();
}
