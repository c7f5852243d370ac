import { sql } from 'kysely';
import type { LeadEvent } from './people/leadEvent.ts';
import { rows } from './rows.ts';
import type { Queries } from './schema.ts';

/** An event of one lead. */
export interface DatedEvent {
  readonly leadId: string;
  readonly at: number;
  readonly event: LeadEvent;
}

/** Adds lines to the histories of leads. */
export async function addLeadEvents(
  queries: Queries,
  workspaceId: string,
  events: readonly DatedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const list = events.map(({ leadId, at, event }) => ({
    lead_id: leadId,
    at,
    kind: event.kind,
    detail: event,
  }));
  await sql`
    insert into lead_events (workspace_id, lead_id, origin_lead, at, kind, detail)
    select ${workspaceId}, given.lead_id, given.lead_id, given.at, given.kind, given.detail
    from ${rows(list, 'lead_id bigint, at bigint, kind text, detail jsonb')}`.execute(queries);
}
