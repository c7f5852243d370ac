import type { RecordGoneNotice, RecordRef } from '@tamis/adapter';
import { markGone } from '../store/records.ts';
import type { Queries } from '../store/schema.ts';
import type { RunContext } from './context.ts';

/** A record that was there until now. */
export interface NotedGone extends RecordRef {
  /** This run has counted it already. */
  readonly counted: boolean;
}

/** Marks records as gone, with where they went. Who they were is linked on by `linkArrivals`. */
export async function noteGone(
  queries: Queries,
  { scope, runId, now }: RunContext,
  notices: readonly RecordGoneNotice[],
): Promise<readonly NotedGone[]> {
  return markGone(queries, scope, { notices, at: now(), runId });
}
