import { sql } from 'kysely';
import { rows } from './rows.ts';
import type { Queries, Scope } from './schema.ts';

/** One lead record and one record that informs it: its company, a deal, a meeting. */
export interface Association {
  readonly leadRecordId: string;
  readonly recordId: string;
}

/**
 * Replaces the associations between a lead object and a related object for the given records of either side.
 * `side` says which side the page was read from: its records' associations are complete, the other side's are not.
 * Returns the lead records whose associations changed.
 */
export async function replaceAssociations(
  queries: Queries,
  scope: Scope,
  page: {
    readonly leadObject: string;
    readonly object: string;
    readonly side: 'lead' | 'related';
    readonly ids: readonly string[];
    readonly associations: readonly Association[];
  },
): Promise<readonly string[]> {
  const column = page.side === 'lead' ? 'lead_record_id' : 'record_id';
  const list = page.associations.map(({ leadRecordId, recordId }) => ({
    lead_record_id: leadRecordId,
    record_id: recordId,
  }));
  const given = rows(list, 'lead_record_id text, record_id text');
  const removed = await sql<{ id: string }>`
    delete from associations
    where workspace_id = ${scope.workspaceId} and connection_id = ${scope.connectionId}
      and lead_object = ${page.leadObject} and object = ${page.object}
      and ${sql.ref(column)} = any(${[...page.ids]}::text[])
      and not exists (select from ${given}
        where given.lead_record_id = associations.lead_record_id and given.record_id = associations.record_id)
    returning lead_record_id as id`.execute(queries);
  const added = await sql<{ id: string }>`
    insert into associations (workspace_id, connection_id, lead_object, lead_record_id, object, record_id)
    select ${scope.workspaceId}, ${scope.connectionId}, ${page.leadObject}, given.lead_record_id, ${page.object}, given.record_id
    from ${given} on conflict do nothing
    returning lead_record_id as id`.execute(queries);
  return [...new Set([...removed.rows, ...added.rows].map(({ id }) => id))];
}
