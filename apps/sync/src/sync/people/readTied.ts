import { linksTiedTo, placedRef } from '../../store/people/links.ts';
import { inRunTransaction } from '../../store/transaction.ts';
import type { RunContext } from '../context.ts';
import { readNow, storeSeen } from '../readNow.ts';

/**
 * Reads records again that name one as the same person that has just gone, nobody knows where: a CRM may have merged it and moved them
 * to the survivor without a trace of that in themselves. Their leads wait for evaluation.
 */
export async function readTied(context: RunContext): Promise<void> {
  const { scope, wentAway } = context;
  if (wentAway.size === 0) return;
  const refs = [...wentAway];
  wentAway.clear();
  const tied = await inRunTransaction(context.db, (queries) => linksTiedTo(queries, scope.workspaceId, refs));
  const live = tied.filter((one) => one.live).map(({ ref }) => placedRef(ref));
  const own = live.filter(({ connectionId }) => connectionId === scope.connectionId);
  for (const [object, records] of Map.groupBy(own, (one) => one.object)) {
    const found = await readNow(context, object, { ids: records.map(({ id }) => id), fields: [] });
    await storeSeen(context, object, [...found.values()]);
  }
}
