import type { PipedriveAccount } from '../account.ts';
import { gone, notFound } from '../errors.ts';
import { DAY } from '../time.ts';
import type { ChangeSource } from './changeFeed.ts';
import type { ObjectStore } from './objectStore.ts';
import type { StoredRecord } from './record.ts';

/** Deleted records are kept for so long: https://developers.pipedrive.com/docs/api/v1/Persons#deletePerson */
const KEPT_DAYS = 30;

/** Deletes a record: it vanishes from lists at once, and for good after 30 days. */
export function deleteRecord(
  account: PipedriveAccount,
  store: ObjectStore,
  end: { readonly record: StoredRecord; readonly source: ChangeSource },
): void {
  const { record, source } = end;
  const at = account.now();
  record.state = 'deleted';
  record.endedAt = at;
  record.updateTime = at;
  store.changed();
  account.changes.tell({
    store,
    record,
    action: 'delete',
    previous: { ...record.values, ...record.custom },
    source,
    at,
  });
}

/** Restores a deleted record, within 30 days; no webhook is documented for it. https://support.pipedrive.com/en/article/restore-data */
export function restoreRecord(account: PipedriveAccount, store: ObjectStore, id: string): StoredRecord {
  const record = store.find(id);
  const at = account.now();
  if (record?.state !== 'deleted' || !isKept(record, at)) throw notFound(capitalized(store.type.singular));
  Object.assign(record, { state: 'live', endedAt: null, updateTime: at });
  store.changed();
  return record;
}

/** Whether a deleted record is still kept. */
export function isKept(record: StoredRecord, now: number): boolean {
  return record.endedAt !== null && now - record.endedAt < KEPT_DAYS * DAY;
}

/**
 * The record that an id shows: a live one, or a deleted or merged one as the switches say; throws the 404 or 410. A lead, which
 * has no `is_deleted`, is never shown once it is gone.
 */
export function readableRecord(account: PipedriveAccount, store: ObjectStore, id: string): StoredRecord {
  const record = store.find(id);
  const name = capitalized(store.type.singular);
  if (record === null) throw notFound(name);
  if (record.state === 'live') return record;
  const { deletedById, mergedById } = account.settings.unknowns;
  const kept = isKept(record, account.now());
  if (record.state === 'merged' && mergedById === 'gone' && kept) throw gone(name);
  const shown =
    store.type.name !== 'leads' && (record.state === 'merged' ? mergedById : deletedById) === 'shown';
  if (!shown || !kept) throw notFound(name);
  return record;
}

/** The live record of an id; throws the 404. */
export function liveRecord(store: ObjectStore, id: number | string): StoredRecord {
  const record = store.findLive(id);
  if (record === null) throw notFound(capitalized(store.type.singular));
  return record;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
