import type { PipedriveAccount } from '../account.ts';
import { validationFailed } from '../errors.ts';
import type { ChangeSource } from './changeFeed.ts';
import { contactPoints } from './contactPoint.ts';
import type { ObjectStore } from './objectStore.ts';
import type { Json, StoredRecord } from './record.ts';
import { liveRecord } from './remove.ts';

/** Which record takes which one in. */
export interface Merge {
  readonly survivorId: number | string;
  readonly loserId: number | string;
  readonly source: ChangeSource;
}

/** Attributes that name a record of the object, by object. */
const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  persons: ['person_id'],
  organizations: ['org_id', 'organization_id'],
};

/**
 * Merges a record into another one: the survivor's own values stay, gaps are filled, addresses of both are kept, and what
 * belonged to the loser belongs to the survivor. https://developers.pipedrive.com/docs/api/v1/Persons#mergePersons
 */
export function mergeRecords(account: PipedriveAccount, store: ObjectStore, merge: Merge): StoredRecord {
  const survivor = liveRecord(store, merge.survivorId);
  const loser = liveRecord(store, merge.loserId);
  if (survivor === loser) throw validationFailed('merge_with_id: A record cannot be merged with itself');
  const at = account.now();
  const before = { ...survivor.values, ...survivor.custom };
  survivor.values = { ...loser.values, ...survivor.values, ...joinedPoints(survivor, loser) };
  survivor.custom = { ...loser.custom, ...survivor.custom };
  survivor.updateTime = at;
  Object.assign(loser, { state: 'merged', endedAt: at, updateTime: at, successor: survivor.id });
  moveReferences(account, store, { from: loser.id, to: survivor.id });
  store.changed();
  announce(account, { store, survivor, loser, before, source: merge.source, at });
  return survivor;
}

/** E-mail addresses and numbers of both, the survivor's first. */
function joinedPoints(survivor: StoredRecord, loser: StoredRecord): Record<string, Json> {
  const joined: Record<string, Json> = {};
  for (const name of ['emails', 'phones'] as const) {
    const own = contactPoints(survivor, name);
    const known = new Set(own.map(({ value }) => value));
    const added = contactPoints(loser, name).filter(({ value }) => !known.has(value));
    const all = [...own, ...added.map((point) => (own.length > 0 ? { ...point, primary: false } : point))];
    if (all.length > 0) joined[name] = all;
  }
  return joined;
}

function moveReferences(
  account: PipedriveAccount,
  { type }: ObjectStore,
  move: { readonly from: number | string; readonly to: number | string },
): void {
  for (const store of account.stores) {
    for (const name of REFERENCES[type.name] ?? [])
      for (const record of store.all()) if (record.values[name] === move.from) record.values[name] = move.to;
  }
}

/** A merge is two events: the loser is deleted, and the survivor changed. https://pipedrive.readme.io/docs/webhooks-v2-migration-guide */
function announce(
  account: PipedriveAccount,
  told: {
    readonly store: ObjectStore;
    readonly survivor: StoredRecord;
    readonly loser: StoredRecord;
    readonly before: Readonly<Record<string, Json>>;
    readonly source: ChangeSource;
    readonly at: number;
  },
): void {
  const { store, survivor, loser, before, source, at } = told;
  const now: Readonly<Record<string, Json>> = { ...survivor.values, ...survivor.custom };
  const changed = Object.keys(now).filter(
    (name) => JSON.stringify(now[name]) !== JSON.stringify(before[name]),
  );
  const previous = Object.fromEntries(changed.map((name) => [name, before[name] ?? null]));
  account.changes.tell({
    ...{ store, record: loser, action: 'delete', previous: { ...loser.values, ...loser.custom }, source, at },
    merge: { mergedTo: survivor.id },
  });
  account.changes.tell({
    ...{ store, record: survivor, action: 'change', previous, source, at },
    merge: { mergedFrom: loser.id },
  });
}
