import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { associate, dropAssociations } from '../associations/associate.ts';
import { typesBetween } from '../associations/associationStore.ts';
import { idText, readBody } from '../body.ts';
import { objectNotFound, validationError } from '../errors.ts';
import type { CheckedValues } from './checkedValues.ts';
import type { ObjectStore } from './objectStore.ts';
import { namesToReturn, present } from './present.ts';
import { applyWrite, type Change } from './write.ts';

const mergeSchema = z.object({ primaryObjectId: idText, objectIdToMerge: idText });

export function mergeRequest(account: HubSpotAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const { primaryObjectId, objectIdToMerge } = readBody(request, mergeSchema);
  const row = mergeRecords(account, store, { primaryId: primaryObjectId, loserId: objectIdToMerge });
  return { status: 200, json: present(store, row, { names: namesToReturn(store, []), source: store.table }) };
}

/**
 * Merges two records; returns the survivor's row. Old ids lead to the survivor, which may have a new id; the losers vanish
 * without being archived: https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide#merge-contacts
 */
export function mergeRecords(
  account: HubSpotAccount,
  store: ObjectStore,
  ids: { primaryId: string; loserId: string },
): number {
  const primary = liveRow(store, ids.primaryId);
  const loser = liveRow(store, ids.loserId);
  if (primary === loser) throw validationError('A record cannot be merged with itself.');
  const change: Change = { at: account.clock.now(), source: 'MERGE_OBJECTS' };
  const values = mergedValues(store, primary, loser);
  const keepsId = account.settings.unknowns.mergeSurvivor === 'primary-id';
  const survivor = keepsId ? primary : store.append(change.at);
  for (const row of keepsId ? [loser] : [primary, loser])
    absorb(account, store, { row, survivor, at: change.at });
  applyWrite(account, store, { row: survivor, values, change });
  return survivor;
}

function liveRow(store: ObjectStore, id: string): number {
  const row = store.findLive(id);
  if (row === null) throw objectNotFound(id);
  return row;
}

/** The primary's values win; the other's fill its gaps. */
function mergedValues(store: ObjectStore, primary: number, loser: number): CheckedValues {
  const { table } = store;
  const values = new Map<string, string | null>();
  for (const name of table.columnNames()) {
    const value = table.value(primary, name) ?? table.value(loser, name);
    if (value !== null) values.set(name, value);
  }
  const previous = values.get('hs_merged_object_ids')?.split(';') ?? [];
  const merged = new Set([...previous, store.id(primary), store.id(loser)]);
  values.set('hs_merged_object_ids', [...merged].join(';'));
  const otherEmail = table.value(loser, 'email');
  if (otherEmail !== null && otherEmail !== values.get('email'))
    values.set('hs_additional_emails', otherEmail);
  return values;
}

function absorb(
  account: HubSpotAccount,
  store: ObjectStore,
  merge: { row: number; survivor: number; at: number },
): void {
  const { row, survivor, at } = merge;
  moveAssociations(account, store, { row, survivor });
  store.releaseAll(row);
  store.survivors.set(store.table.id(row), store.table.id(survivor));
  store.table.retire(row, 'merged', at);
  store.index.note(row, at, new Map());
}

function moveAssociations(
  account: HubSpotAccount,
  store: ObjectStore,
  merge: { row: number; survivor: number },
): void {
  const moved = account.stores.flatMap((other) =>
    account.associations
      .of({ from: store.type.plural, to: other.type.plural }, store.table.id(merge.row))
      .map((end) => ({ other, end })),
  );
  dropAssociations(account, store, merge.row);
  for (const { other, end } of moved) {
    const row = other.table.rowOf(end.toId);
    for (const type of typesBetween(store.type.plural, other.type.plural))
      if (row !== null && end.typeIds.includes(type.typeId))
        associate(account, type, { from: { store, row: merge.survivor }, to: { store: other, row } });
  }
}
