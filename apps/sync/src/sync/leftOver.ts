import { difference } from '@tamis/mapping';
import { type OpenDesire, openDesires, settleDesires } from '../store/desired.ts';
import { leadObjects, type RunContext } from './context.ts';
import type { PlannedWrite } from './judge.ts';

const PAGE = 500;

/**
 * Writes that an earlier run planned and never saw confirmed: it was killed, its quota ended, or a person has just approved them.
 * They are taken up after the pull, so that a person's change that came along was weighed first.
 */
export async function* leftOver(
  context: RunContext,
  except: ReadonlySet<string>,
): AsyncIterable<readonly PlannedWrite[]> {
  if (!context.writes) return;
  for (const object of leadObjects(context.capabilities)) {
    for (let afterId = ''; ; ) {
      const open = await openDesires(context.db, context.scope, {
        object,
        state: 'pending',
        afterId,
        limit: PAGE,
      });
      const last = open.at(-1);
      if (!last) break;
      afterId = last.recordId;
      const writes = open
        .filter(({ recordId }) => !except.has(`${object}/${recordId}`))
        .map(toWrite(context));
      await settleArrived(context, object, writes);
      const missing = writes.filter(({ fields }) => Object.keys(fields).length > 0);
      context.counts.planned += missing.length;
      yield missing;
    }
  }
}

function toWrite(context: RunContext) {
  return (open: OpenDesire): PlannedWrite => ({
    object: open.object,
    id: open.recordId,
    fields: difference({ ...open, desired: open.fields }, context.mapping),
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
