import type { RecordGoneNotice, RecordRef } from '@tamis/adapter';
import { type Conversion, followConversions } from '../store/conversions.ts';
import { markGone } from '../store/records.ts';
import type { Queries } from '../store/schema.ts';
import { leadObjects, type RunContext } from './context.ts';

/** A record that was there until now. */
export interface NotedGone extends RecordRef {
  /** This run has counted it already. */
  readonly counted: boolean;
}

/** Marks records as gone, with where they went; what is known of a converted lead goes on with what it became. */
export async function noteGone(
  queries: Queries,
  context: RunContext,
  notices: readonly RecordGoneNotice[],
): Promise<readonly NotedGone[]> {
  const { scope, runId } = context;
  const gone = await markGone(queries, scope, { notices, at: context.now(), runId });
  await followConversions(queries, scope, conversionsOf(context, notices));
  return gone;
}

/** A lead record that became something else than a lead, a deal for instance, has no other record to go on with. */
function conversionsOf(
  { capabilities }: RunContext,
  notices: readonly RecordGoneNotice[],
): readonly Conversion[] {
  const leads = new Set(leadObjects(capabilities));
  return notices.flatMap(({ object, id, convertedInto: into }) =>
    into !== undefined && leads.has(object) && leads.has(into.object) ? [{ from: { object, id }, into }] : [],
  );
}
