import type { PipedriveAccount } from '../account.ts';
import { USERS } from '../users.ts';
import type { ChangeSource } from './changeFeed.ts';
import { withDerived } from './derived.ts';
import type { ObjectStore } from './objectStore.ts';
import type { Json, StoredRecord, Values } from './record.ts';
import { refuseDanglingReferences } from './references.ts';

/** Checked values of a write, and who writes. */
export interface Write {
  readonly attributes: Values;
  readonly custom: Values;
  readonly source: ChangeSource;
  readonly isBulk?: boolean;
}

/** Makes a record; `id` is a lead's UUID. */
export function createRecord(
  account: PipedriveAccount,
  store: ObjectStore,
  made: Write & { readonly id?: string },
): StoredRecord {
  refuseDanglingReferences(account, made.attributes);
  const at = account.now();
  const { add_time: addTime, ...attributes } = made.attributes;
  const owner = { owner_id: USERS[0].id, ...attributes };
  const record = store.add({
    addTime: typeof addTime === 'string' ? Date.parse(addTime) : at,
    updateTime: at,
    values: setOnly(withDerived(store.type.name, owner, { before: null, at })),
    custom: setOnly(made.custom),
    ...(made.id === undefined ? {} : { id: made.id }),
  });
  account.changes.tell({ store, record, action: 'create', previous: null, source: made.source, at });
  return record;
}

/** Changes a record, moves its `update_time`, and tells who listens what it held before. */
export function updateRecord(
  account: PipedriveAccount,
  store: ObjectStore,
  update: Write & { readonly record: StoredRecord },
): void {
  const { record, source } = update;
  refuseDanglingReferences(account, update.attributes);
  const at = account.now();
  const written = withDerived(store.type.name, update.attributes, { before: record, at });
  const attributes = changesOf(record.values, written);
  const custom = changesOf(record.custom, update.custom);
  const previous = { ...former(record.values, attributes), ...former(record.custom, custom) };
  const isSame = Object.keys(previous).length === 0;
  if (isSame && !account.settings.unknowns.sameValueWriteTouches) return;
  put(record.values, attributes);
  put(record.custom, custom);
  record.updateTime = at;
  store.changed();
  if (isSame) return;
  account.changes.tell({
    store,
    record,
    action: 'change',
    previous,
    source,
    at,
    isBulk: update.isBulk === true,
  });
}

/** Those of the values that differ from what is held. */
function changesOf(held: Values, written: Values): Record<string, Json> {
  const differs = ([name, value]: readonly [string, Json]) =>
    JSON.stringify(value) !== JSON.stringify(held[name] ?? null);
  return Object.fromEntries(Object.entries(written).filter(differs));
}

function former(held: Values, changes: Values): Record<string, Json> {
  return Object.fromEntries(Object.keys(changes).map((name) => [name, held[name] ?? null]));
}

function put(held: Record<string, Json>, changes: Values): void {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete held[name];
    else held[name] = value;
  }
}

function setOnly(values: Values): Record<string, Json> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
