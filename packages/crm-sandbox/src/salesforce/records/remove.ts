import { RecordProblem } from '../errors.ts';
import type { SalesforceOrg } from '../org.ts';
import type { RecordStore } from './recordStore.ts';
import type { Writer } from './writer.ts';

/** Moves a record to the recycle bin, and with it those that cannot be without it. */
export function removeRecord(
  org: SalesforceOrg,
  store: RecordStore,
  gone: { row: number; by: Writer; masterId?: string },
): void {
  const { row, by, masterId } = gone;
  const { table } = store;
  if (table.state(row) !== 'live') throw new RecordProblem('ENTITY_IS_DELETED', 'entity is deleted');
  const at = org.stamp();
  const before = new Map(['IsDeleted', 'MasterRecordId'].map((name) => [name, table.value(row, name)]));
  store.put(row, 'IsDeleted', 'true');
  if (masterId !== undefined) store.put(row, 'MasterRecordId', masterId);
  store.put(row, 'LastModifiedById', by.userId);
  table.retire(row, 'archived', at);
  table.touch(row, at);
  if (by.kind === 'api') store.index.noteAtOnce(row);
  else store.index.note(row, org.clock.now(), before);
  for (const child of childrenOf(org, store, row))
    if (child.cascade) removeRecord(org, child.store, { row: child.row, by });
}

/**
 * Takes a deleted record out of the recycle bin; those that were deleted with it stay there:
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_undelete.htm
 */
export function restoreRecord(
  org: SalesforceOrg,
  store: RecordStore,
  back: { row: number; by: Writer },
): void {
  const { row, by } = back;
  const { table } = store;
  const isDeleted = table.state(row) === 'archived' && table.value(row, 'MasterRecordId') === null;
  if (!isDeleted) throw new RecordProblem('UNDELETE_FAILED', 'entity is not in the recycle bin');
  const at = org.stamp();
  const before = new Map([['IsDeleted', table.value(row, 'IsDeleted')]]);
  store.put(row, 'IsDeleted', null);
  store.put(row, 'LastModifiedById', by.userId);
  table.revive(row);
  table.touch(row, at);
  store.index.note(row, org.clock.now(), before);
}

/** Empties the recycle bin: what was deleted is gone from `queryAll` too. Answers how many records went. */
export function purge(org: SalesforceOrg): number {
  let gone = 0;
  for (const { table, index } of org.stores)
    for (let row = 0; row < table.size; row += 1) {
      if (table.state(row) !== 'archived') continue;
      table.retire(row, 'merged', table.archivedAt(row));
      index.noteAtOnce(row);
      gone += 1;
    }
  return gone;
}

/** A record that refers to another one. */
export interface Child {
  readonly store: RecordStore;
  readonly row: number;
  readonly field: string;
  /** Whether it goes when the other one goes. */
  readonly cascade: boolean;
}

/** The live records that refer to this one. */
export function childrenOf(org: SalesforceOrg, store: RecordStore, row: number): Child[] {
  const id = store.id(row);
  return org.stores.flatMap((other) =>
    other.fields
      .all()
      .filter(({ referenceTo }) => referenceTo.includes(store.type.name))
      .flatMap(({ name, cascadeDelete }) =>
        other.lookup
          .rows(name, id)
          .filter((each) => other.table.state(each) === 'live')
          .map((each) => ({ store: other, row: each, field: name, cascade: cascadeDelete })),
      ),
  );
}
