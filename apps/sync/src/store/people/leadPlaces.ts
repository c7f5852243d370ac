import type { Stage } from '@tamis/core';
import { sql } from 'kysely';
import type { Queries } from '../schema.ts';

/** A lead with the connections that hold records of it. */
export interface LeadPlaces {
  readonly leadId: string;
  readonly name: string;
  readonly email: string;
  /** `null` before its first evaluation. */
  readonly stage: Stage | null;
  /** Connections with a live record, by id. */
  readonly connections: readonly string[];
  readonly records: number;
}

/** Leads with live records in at least so many connections: those in most of them first. */
export async function leadPlaces(
  queries: Queries,
  workspaceId: string,
  { atLeast, limit }: { atLeast: number; limit: number },
): Promise<readonly LeadPlaces[]> {
  const found = await sql<LeadPlaces>`
    select held.lead_id::text as "leadId", coalesce(name, '') as name, coalesce(email, '') as email, stage, connections, records
    from (
      select links.lead_id, array_agg(distinct links.connection_id::text) as connections, count(*)::int as records
      from links join records on records.connection_id = links.connection_id and records.object = links.object
        and records.id = links.record_id and records.gone_at is null
      where links.workspace_id = ${workspaceId} group by links.lead_id) as held
    left join lead_cards on lead_cards.lead_id = held.lead_id
    where cardinality(connections) >= ${atLeast}
    order by cardinality(connections) desc, held.lead_id limit ${limit}`.execute(queries);
  return found.rows;
}
