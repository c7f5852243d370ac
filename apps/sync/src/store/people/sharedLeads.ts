import type { Stage } from '@tamis/core';
import { sql } from 'kysely';
import type { Queries } from '../schema.ts';
import type { LinkedPerson, PlacedRef } from './links.ts';

/** A live record of a lead, and why it is linked to it. */
export interface SharedRecord extends PlacedRef {
  readonly reason: LinkedPerson['reason'];
}

/** A lead with everything that shows it. */
export interface SharedLead {
  readonly leadId: string;
  readonly name: string;
  readonly email: string;
  readonly stage: Stage;
  /** Live ones, by connection, object and id. */
  readonly records: readonly SharedRecord[];
}

/** The evaluated leads with live records in at least `crms` connections, by e-mail address. */
export async function sharedLeads(
  queries: Queries,
  workspaceId: string,
  crms: number,
): Promise<readonly SharedLead[]> {
  const found = await sql<SharedLead>`
    select links.lead_id::text as "leadId", card.name, card.email, card.stage,
      json_agg(json_build_object('connectionId', links.connection_id::text, 'object', links.object, 'id', links.record_id,
        'reason', links.reason) order by links.connection_id, links.object, links.record_id) as records
    from links join records on records.connection_id = links.connection_id and records.object = links.object
      and records.id = links.record_id and records.gone_at is null
    join lead_cards as card on card.lead_id = links.lead_id
    where links.workspace_id = ${workspaceId}
    group by links.lead_id, card.name, card.email, card.stage
    having count(distinct links.connection_id) >= ${crms}
    order by card.email, links.lead_id`.execute(queries);
  return found.rows;
}
