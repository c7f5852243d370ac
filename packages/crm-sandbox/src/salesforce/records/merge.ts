import { RecordProblem } from '../errors.ts';
import type { SalesforceOrg } from '../org.ts';
import type { RecordStore } from './recordStore.ts';
import { childrenOf, removeRecord } from './remove.ts';
import { applyWrite } from './write.ts';
import type { Writer } from './writer.ts';

/** Merges one record into another; what hung onto the loser hangs onto the survivor: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_merge.htm */
export function mergeRecords(
  org: SalesforceOrg,
  store: RecordStore,
  merge: { primary: number; loser: number; by: Writer },
): void {
  const { primary, loser, by } = merge;
  if (!store.type.mergeable)
    throw new RecordProblem('INVALID_OPERATION', `${store.type.name} records cannot be merged`);
  for (const row of [primary, loser])
    if (store.table.value(row, 'IsConverted') === 'true')
      throw new RecordProblem('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
  const id = store.id(primary);
  for (const child of childrenOf(org, store, loser)) moveChild(org, child, { id, by });
  removeRecord(org, store, { row: loser, by, masterId: id });
  applyWrite(org, store, { row: primary, by, values: missingValues(store, merge) });
}

/** Children move without triggers; whether their stamp moves with them is a switch. */
function moveChild(
  org: SalesforceOrg,
  child: ReturnType<typeof childrenOf>[number],
  to: { id: string; by: Writer },
): void {
  const { store, row, field } = child;
  if (org.settings.unknowns.mergeTouchesChildren)
    applyWrite(org, store, { row, by: { ...to.by, kind: 'system' }, values: new Map([[field, to.id]]) });
  else store.put(row, field, to.id);
}

/** What the survivor lacks it takes from the loser, as a person would choose. */
function missingValues(store: RecordStore, { primary, loser }: { primary: number; loser: number }) {
  const values = new Map<string, string | null>();
  for (const { name, updateable } of store.fields.all()) {
    const value = updateable ? store.table.value(loser, name) : null;
    if (value !== null && store.table.value(primary, name) === null) values.set(name, value);
  }
  return values;
}
