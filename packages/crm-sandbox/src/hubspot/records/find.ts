import type { HubSpotAccount } from '../account.ts';
import { validationError } from '../errors.ts';
import type { ObjectStore } from './objectStore.ts';

/** The live record of an id or of another unique property's value; `null` where there is none. Merged ids lead to the survivor. */
export function findRow(
  account: HubSpotAccount,
  store: ObjectStore,
  wanted: { readonly id: string; readonly idProperty?: string | undefined; readonly forWriting?: boolean },
): number | null {
  const { id, idProperty } = wanted;
  if (idProperty !== undefined && idProperty !== 'hs_object_id') return findByProperty(store, idProperty, id);
  const merged = store.survivors.has(Number(id));
  if (merged && wanted.forWriting === true && account.settings.unknowns.writeToMergedId === 'not-found')
    return null;
  return store.findLive(id);
}

function findByProperty(store: ObjectStore, property: string, value: string): number | null {
  if (store.properties.get(property)?.hasUniqueValue !== true)
    throw validationError(
      `Unable to perform update/upsert by non-unique ${store.type.typeId} property ${property}.`,
    );
  return store.findUnique(property, value);
}
