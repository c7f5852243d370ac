import { lockPeople } from '../../store/people/leadRows.ts';
import { linksOfRecords, refOf } from '../../store/people/links.ts';
import { unidentifiedRecords } from '../../store/people/unidentified.ts';
import { inRunTransaction } from '../../store/transaction.ts';
import type { RunContext } from '../context.ts';
import { identityOf } from './linkArrivals.ts';
import { linkPeople } from './linkPeople.ts';

const PAGE = 500;

/** Compares stored records that were linked under another mapping, or before records were compared at all. */
export function identifyWaiting(context: RunContext): Promise<void> {
  return context.linking.on(() => identifyAll(context));
}

async function identifyAll(context: RunContext): Promise<void> {
  const { scope, mapping, signal } = context;
  for (let left = PAGE; left === PAGE; ) {
    signal.throwIfAborted();
    left = await inRunTransaction(context.db, async (queries) => {
      await lockPeople(queries, scope.workspaceId);
      const records = await unidentifiedRecords(queries, scope, PAGE);
      const said = new Map(
        records.map((record) => [
          refOf({ connectionId: scope.connectionId, ...record }),
          identityOf(record, { connectionId: scope.connectionId, mapping }),
        ]),
      );
      const present = await linksOfRecords(queries, scope.workspaceId, [...said.keys()]);
      const people = present.map((one) => ({ ...one, ...said.get(one.ref), ties: one.ties }));
      await linkPeople(queries, { workspaceId: scope.workspaceId, at: context.asOf() }, people);
      return records.length;
    });
  }
}
