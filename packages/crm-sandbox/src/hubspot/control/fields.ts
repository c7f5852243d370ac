import { z } from 'zod';
import { controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { resourceNotFound } from '../errors.ts';
import { presentProperty } from '../properties/present.ts';
import type { ObjectStore } from '../records/objectStore.ts';

/** The form field that HubSpot shows for a type where none is chosen. */
const FIELD_TYPES = {
  string: 'text',
  number: 'number',
  date: 'date',
  datetime: 'date',
  enumeration: 'select',
  bool: 'booleancheckbox',
  phone_number: 'phonenumber',
} as const;
const types = Object.keys(FIELD_TYPES) as [keyof typeof FIELD_TYPES, ...(keyof typeof FIELD_TYPES)[]];

const changeSchema = z.object({ label: z.string().min(1).optional(), type: z.enum(types).optional() });

/** A person renames, retypes or deletes a property in HubSpot's settings. */
export function fieldRoutes(account: HubSpotAccount): Route[] {
  const pattern = '/_sandbox/fields/:object/:name';
  return [
    {
      method: 'PATCH',
      pattern,
      handle: (request, { object = '', name = '' }) =>
        changeField(account, account.store(object), { name, request }),
    },
    {
      method: 'DELETE',
      pattern,
      handle: (_request, { object = '', name = '' }) => deleteField(account.store(object), name),
    },
  ];
}

function changeField(
  account: HubSpotAccount,
  store: ObjectStore,
  { name, request }: { name: string; request: HttpRequest },
): HttpReply {
  const property = store.properties.get(name);
  if (property === undefined) throw resourceNotFound();
  const { label = property.label, type } = controlBody(request, changeSchema);
  const retyped = type === undefined ? {} : { type, fieldType: FIELD_TYPES[type], options: [] };
  const changed = { ...property, ...retyped, label, updatedAt: account.clock.now() };
  store.properties.put(changed);
  return { status: 200, json: presentProperty(changed) };
}

function deleteField(store: ObjectStore, name: string): HttpReply {
  if (store.properties.get(name) === undefined) throw resourceNotFound();
  store.properties.remove(name);
  return { status: 204 };
}
