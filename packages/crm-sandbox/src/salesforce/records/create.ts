import type { SalesforceOrg } from '../org.ts';
import type { RecordStore } from './recordStore.ts';
import { applyWrite } from './write.ts';
import type { CheckedValues, Writer } from './writer.ts';

/** Makes a record of checked values; its row. */
export function createRecord(
  org: SalesforceOrg,
  store: RecordStore,
  made: { values: CheckedValues; by: Writer },
): number {
  const row = store.append(org.stamp());
  applyWrite(org, store, { row, isNew: true, ...made });
  return row;
}
