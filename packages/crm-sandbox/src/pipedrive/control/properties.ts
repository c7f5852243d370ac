import type { PipedriveAccount } from '../account.ts';
import { checked } from '../body.ts';
import type { FieldDefinition } from '../fields/definition.ts';
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
  const entries = Object.entries(properties).map(
    ([name, value]) => [name, typed(store.fields.get(name), value)] as const,
  );
  const body = {
    ...Object.fromEntries(entries.filter(([name]) => !isCustom(name))),
    custom_fields: Object.fromEntries(entries.filter(([name]) => isCustom(name))),
  };
  return checkedRecord(store, checked(body, bodySchema(object, record === null ? 'create' : 'update')));
}

/** A person types: what stands in the form of a number is one, and an option is named by its number. */
function typed(field: FieldDefinition | undefined, value: unknown): unknown {
  const isNumber = field?.isCustom === true && (field.type === 'double' || field.type === 'enum');
  return isNumber && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}
