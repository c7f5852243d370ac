import type { RecordGoneNotice, RecordRef } from '@tamis/adapter';
import { refOf } from '../store/people/links.ts';
import { markGone } from '../store/records.ts';
import type { Queries } from '../store/schema.ts';
import { leadObjects, type RunContext } from './context.ts';

/** A record that was there until now. */
export interface NotedGone extends RecordRef {
  /** This run has counted it already. */
  readonly counted: boolean;
}

/** Marks records as gone, with where they went. Who they were is linked on by `linkArrivals`. */
export async function noteGone(
  queries: Queries,
  { scope, runId, now, wentAway, capabilities }: RunContext,
  notices: readonly RecordGoneNotice[],
): Promise<readonly NotedGone[]> {
  const { connectionId } = scope;
  const isLead = new Set(leadObjects(capabilities));
  const gone = await markGone(queries, scope, { notices, at: now(), runId });
  const followed = new Set(
    notices.filter(({ mergedInto, convertedInto }) => mergedInto ?? convertedInto).map(({ id }) => id),
  );
  for (const { object, id } of gone)
    if (isLead.has(object) && !followed.has(id)) wentAway.add(refOf({ connectionId, object, id }));
  return gone;
}
