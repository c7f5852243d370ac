import type { ManualStage, Stage } from '@tamis/core';
import { sql } from 'kysely';
import type { LinkReasonStored } from './people/links.ts';
import { rows } from './rows.ts';
import type { Queries } from './schema.ts';

/** What happened to a lead beside its evaluations: a line of its history. */
export type LeadEvent =
  | { readonly kind: 'record-linked'; readonly ref: string; readonly reason: LinkReasonStored }
  | {
      readonly kind: 'record-left';
      readonly ref: string;
      readonly to: string;
      readonly reason: LinkReasonStored;
    }
  | { readonly kind: 'leads-merged'; readonly from: string }
  | {
      readonly kind: 'link-decided';
      readonly ref: string;
      readonly decision: 'cut' | 'joined' | 'freed';
      /** The record it was joined to. */
      readonly with: string | null;
      readonly by: string;
      readonly reason: string | null;
    }
  | { readonly kind: 'manual-stage-set'; readonly manual: ManualStage }
  | { readonly kind: 'manual-stage-cleared'; readonly by: string }
  | { readonly kind: 'manual-stage-expired'; readonly manual: ManualStage; readonly now: Stage }
  | {
      readonly kind: 'value-set';
      readonly path: string;
      readonly value: unknown;
      readonly reason: string;
      readonly by: string;
      readonly until: number | null;
    }
  | { readonly kind: 'value-cleared'; readonly path: string; readonly by: string }
  | {
      readonly kind: 'value-expired';
      readonly path: string;
      readonly value: unknown;
      readonly reason: string;
      readonly by: string;
    };

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
