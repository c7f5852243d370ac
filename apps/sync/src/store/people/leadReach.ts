import type { Stage } from '@tamis/core';
import { sql } from 'kysely';
import type { Queries } from '../schema.ts';

/** How many leads of one stage are in how many CRMs. */
export interface LeadReach {
  /** `null` for leads that were not evaluated yet. */
  readonly stage: Stage | null;
  /** Connections in which such a lead has a live record, at least one. */
  readonly crms: number;
  readonly leads: number;
}

/** Counts the leads with a live record by their stage and by the number of connections that hold one; each lead counts once. */
export async function leadReach(queries: Queries, workspaceId: string): Promise<readonly LeadReach[]> {
  const counted = await sql<LeadReach>`
    select evaluations.stage, held.crms, count(*)::int as leads from (
      select links.lead_id, count(distinct links.connection_id)::int as crms
      from links join records on records.connection_id = links.connection_id and records.object = links.object
        and records.id = links.record_id and records.gone_at is null
      where links.workspace_id = ${workspaceId} group by links.lead_id) as held
    left join evaluations on evaluations.lead_id = held.lead_id
    group by evaluations.stage, held.crms order by evaluations.stage, held.crms`.execute(queries);
  return counted.rows;
}
