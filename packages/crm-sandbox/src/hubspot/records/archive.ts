import type { HubSpotAccount } from '../account.ts';
import { dropAssociations } from '../associations/associate.ts';
import { objectNotFound } from '../errors.ts';
import type { ObjectStore } from './objectStore.ts';
import { alreadyExists } from './write.ts';

/** Deletes a record; a list with `archived=true` still shows it, a search does not. */
export function archiveRecord(account: HubSpotAccount, store: ObjectStore, row: number): void {
  const at = account.clock.now();
  store.releaseAll(row);
  dropAssociations(account, store, row);
  store.table.retire(row, 'archived', at);
  store.table.touch(row, at);
  store.index.note(row, at, new Map());
}

/** Deleted records can be restored for so long. https://knowledge.hubspot.com/records/restore-deleted-records */
const RESTORABLE_MS = 90 * 86_400_000;

/**
 * Restores a deleted record as a person does, with its id and its values; its modification date moves. Refused where an active one holds
 * its address, and after 90 days: https://knowledge.hubspot.com/records/restore-deleted-records
 */
export function restoreRecord(account: HubSpotAccount, store: ObjectStore, id: string): number {
  const { table } = store;
  const at = account.clock.now();
  const row = store.find(id);
  if (row === null || table.state(row) !== 'archived' || at - table.archivedAt(row) > RESTORABLE_MS)
    throw objectNotFound(id);
  claimAgain(store, row);
  table.revive(row);
  table.touch(row, at);
  store.index.note(row, at, new Map());
  return row;
}

function claimAgain(store: ObjectStore, row: number): void {
  const unique = store.properties
    .all()
    .filter(({ hasUniqueValue }) => hasUniqueValue)
    .flatMap(({ name }) => {
      const value = store.table.value(row, name);
      return value === null ? [] : [{ name, value }];
    });
  for (const { name, value } of unique) {
    const holder = store.findUnique(name, value);
    if (holder !== null) throw alreadyExists(store, holder);
  }
  for (const { name, value } of unique) store.claim(name, value, row);
}
