import type { PipedriveAccount } from '../account.ts';
import { checked } from '../body.ts';
import { readLead } from '../leads/body.ts';
import { bodySchema } from '../records/bodies.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import type { StoredRecord, Values } from '../records/record.ts';
import { checkedRecord } from '../records/single.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Reads flattened properties, custom fields by key beside the attributes, as strictly as the API does. */
export function readProperties(
  account: PipedriveAccount,
  store: ObjectStore,
  write: { readonly properties: Properties; readonly record: StoredRecord | null },
): { attributes: Values; custom: Values } {
  const { properties, record } = write;
  const object = store.type.name;
  if (object === 'leads') return readLead(account, properties, record);
  const isCustom = (name: string) => store.fields.get(name)?.isCustom === true;
  const entries = Object.entries(properties);
  const body = {
    ...Object.fromEntries(entries.filter(([name]) => !isCustom(name))),
    custom_fields: Object.fromEntries(entries.filter(([name]) => isCustom(name))),
  };
  return checkedRecord(store, checked(body, bodySchema(object, record === null ? 'create' : 'update')));
}
