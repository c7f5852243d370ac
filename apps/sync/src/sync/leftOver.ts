import { difference, isCrossing } from '@tamis/mapping';
import { type OpenDesire, openDesires, settleDesires } from '../store/desired.ts';
import { leadObjects, type RunContext } from './context.ts';
import { type PlannedWrite, pick } from './plannedWrite.ts';
import type { PushLane } from './pushLane.ts';

const PAGE = 500;

/**
 * Writes that were planned and never saw confirmed: an earlier run was killed, its quota ended, a person has just approved them, or this
 * run put them off. They are taken up after the pull, so that a person's change that came along was weighed first; those that people
 * act on come before moved points.
 */
export async function* leftOver(
  context: RunContext,
  { unanswered, putOff }: Pick<PushLane, 'unanswered' | 'putOff'>,
): AsyncIterable<readonly PlannedWrite[]> {
  if (!context.writes) return;
  let counted = putOff;
  for await (const { object, desires } of pendingPages(context)) {
    const writes = desires
      .filter(({ recordId }) => !unanswered.has(`${object}/${recordId}`))
      .map(toWrite(context));
    await settleArrived(context, object, writes);
    const missing = writes.filter(({ fields }) => Object.keys(fields).length > 0);
    const known = Math.min(counted, missing.length);
    counted -= known;
    context.counts.planned += missing.length - known;
    yield missing;
  }
}

interface PendingPage {
  readonly object: string;
  readonly desires: readonly OpenDesire[];
}

/** Pending desires of all lead objects, the crossings of all of them first. */
async function* pendingPages({ db, scope, capabilities }: RunContext): AsyncIterable<PendingPage> {
  for (const crossing of [true, false]) {
    for (const object of leadObjects(capabilities)) {
      for (let afterId: string | undefined = ''; afterId !== undefined; ) {
        const page = { object, state: 'pending', crossing, afterId, limit: PAGE } as const;
        const desires = await openDesires(db, scope, page);
        if (desires.length > 0) yield { object, desires };
        afterId = desires.at(-1)?.recordId;
      }
    }
  }
}

function toWrite(context: RunContext) {
  return (open: OpenDesire): PlannedWrite => ({
    object: open.object,
    id: open.recordId,
    fields: difference({ ...open, desired: open.fields }, context.mapping),
    before: pick(open.observed, context.guarded(open.object)),
    crossing: isCrossing(open.reasons),
  });
}

/** Writes whose acknowledgement was lost and whose values have come back since. */
async function settleArrived(
  context: RunContext,
  object: string,
  writes: readonly PlannedWrite[],
): Promise<void> {
  const settlements = writes
    .filter(({ fields }) => Object.keys(fields).length === 0)
    .map(({ id }) => ({ recordId: id, sent: {}, state: 'written' as const, written: null, refused: {} }));
  await settleDesires(context.db, context.scope, { object, settlements, at: context.asOf() });
}
