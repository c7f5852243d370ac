import type { HubSpotAccount } from '../account.ts';
import { validationError } from '../errors.ts';
import type { CheckedValues } from './checkedValues.ts';
import type { ObjectStore } from './objectStore.ts';

const PROPERTY = 'lifecyclestage';

/**
 * `lifecyclestage` moves forward only; to move back, a client clears it and sets it in a separate request:
 * https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide#update-contacts
 */
export function lifecycleWrite(
  account: HubSpotAccount,
  store: ObjectStore,
  write: { readonly row: number | null; readonly values: CheckedValues },
): CheckedValues {
  const wanted = write.values.get(PROPERTY);
  if (write.row === null || wanted === undefined || wanted === null) return write.values;
  const present = store.table.value(write.row, PROPERTY);
  if (present === null || !isBackward(store, present, wanted)) return write.values;
  const { lifecycleBackwards } = account.settings.unknowns;
  if (lifecycleBackwards === 'accepted') return write.values;
  if (lifecycleBackwards === 'refused')
    throw validationError(`Lifecycle stage cannot move back from ${present} to ${wanted}: clear it first.`);
  return new Map([...write.values].filter(([name]) => name !== PROPERTY));
}

function isBackward(store: ObjectStore, present: string, wanted: string): boolean {
  const order = store.properties.get(PROPERTY)?.options.map(({ value }) => value) ?? [];
  return order.indexOf(wanted) < order.indexOf(present);
}
