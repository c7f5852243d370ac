import { z } from 'zod';
import { controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PathParameters, Route } from '../../http/router.ts';
import { notFound } from '../errors.ts';
import { type Field, type FieldType, field, READ_ONLY } from '../objects/field.ts';
import type { SalesforceOrg } from '../org.ts';
import type { RecordStore } from '../records/recordStore.ts';

const types = [
  'string',
  'email',
  'phone',
  'url',
  'textarea',
  'picklist',
  'boolean',
  'int',
  'double',
  'currency',
  'percent',
  'date',
  'datetime',
] as const satisfies readonly FieldType[];

const changeSchema = z.object({
  label: z.string().min(1).optional(),
  type: z.enum(types).optional(),
  length: z.int().positive().optional(),
  /** Whether a picklist takes only its own values. */
  restrictedPicklist: z.boolean().optional(),
  /** Values of a picklist, replacing the former ones. */
  values: z.array(z.string()).optional(),
  /** A formula: nobody can write it, and what changes it (a person, here) moves no stamp. */
  calculated: z.boolean().optional(),
  /** `false` hides the field from everybody to whom no FieldPermissions show it. */
  visible: z.boolean().optional(),
});

/** A person renames, retypes, restricts, hides or deletes a field in the setup of the org. */
export function fieldRoutes(org: SalesforceOrg): Route[] {
  const pattern = '/_sandbox/fields/:object/:name';
  return [
    { method: 'PATCH', pattern, handle: (request, path) => changeField(org, request, path) },
    { method: 'DELETE', pattern, handle: (_request, path) => deleteField(org, path) },
  ];
}

function changeField(org: SalesforceOrg, request: HttpRequest, path: PathParameters): HttpReply {
  const { store, field: before } = fieldOf(org, path);
  const { type, values, visible, ...rest } = controlBody(request, changeSchema);
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const retyped =
    type === undefined ? before : { ...before, ...pick(field([before.name, before.label, type])) };
  const changed: Field = {
    ...retyped,
    ...given,
    ...(rest.calculated === true ? READ_ONLY : {}),
    ...(visible === undefined ? {} : { guarded: !visible }),
    ...(values === undefined ? {} : { picklistValues: values.map(choice) }),
  };
  store.fields.put(changed);
  return { status: 200, json: changed };
}

/** What follows from a field's type. */
function pick({ type, length, precision, scale, filterable }: Field) {
  return { type, length, precision, scale, filterable, picklistValues: [] };
}

function choice(value: string) {
  return { value, label: value, active: true, defaultValue: false };
}

function deleteField(org: SalesforceOrg, path: PathParameters): HttpReply {
  const { store, field: gone } = fieldOf(org, path);
  store.fields.remove(gone.name);
  store.clear(gone.name);
  return { status: 204 };
}

function fieldOf(
  org: SalesforceOrg,
  { object = '', name = '' }: PathParameters,
): { store: RecordStore; field: Field } {
  const store = org.store(object);
  const found = store.fields.get(name);
  if (found === undefined) throw notFound(`${object} has no field ${name}.`);
  return { store, field: found };
}
