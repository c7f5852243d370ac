import type { HubSpotAccount } from '../account.ts';
import { dropAssociations } from '../associations/associate.ts';
import type { ObjectStore } from './objectStore.ts';

/** Deletes a record; a list with `archived=true` still shows it, a search does not. */
export function archiveRecord(account: HubSpotAccount, store: ObjectStore, row: number): void {
  const at = account.clock.now();
  store.releaseAll(row);
  dropAssociations(account, store, row);
  store.table.retire(row, 'archived', at);
  store.table.touch(row, at);
  store.index.note(row, at, new Map());
}
