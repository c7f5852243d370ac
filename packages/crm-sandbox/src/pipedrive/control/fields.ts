import { z } from 'zod';
import { controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { PipedriveAccount } from '../account.ts';
import { notFound } from '../errors.ts';
import { CUSTOM_TYPES, type FieldDefinition } from '../fields/definition.ts';
import { presentField } from '../fields/present.ts';
import type { FieldRegistry } from '../fields/registry.ts';

const changeSchema = z.object({ label: z.string().min(1).optional(), type: z.enum(CUSTOM_TYPES).optional() });

/** A person renames, retypes (by deleting and making it again under the same key) or deletes a custom field. */
export function fieldRoutes(account: PipedriveAccount): Route[] {
  const pattern = '/_sandbox/fields/:object/:name';
  return [
    {
      method: 'PATCH',
      pattern,
      handle: (request, { object = '', name = '' }) =>
        changeField(account.namedStore(object).fields, name, request),
    },
    {
      method: 'DELETE',
      pattern,
      handle: (_request, { object = '', name = '' }) => {
        const { fields } = account.namedStore(object);
        account.deleteField(fields, customField(fields, name).code);
        return { status: 204 };
      },
    },
  ];
}

function changeField(fields: FieldRegistry, name: string, request: HttpRequest): HttpReply {
  const field = customField(fields, name);
  const { label = field.name, type = field.type } = controlBody(request, changeSchema);
  const options = type === field.type ? field.options : null;
  const changed: FieldDefinition = { ...field, name: label, type, options };
  fields.put(changed);
  return { status: 200, json: presentField(changed) };
}

/** A custom field by its key, or by its label. */
function customField(fields: FieldRegistry, name: string): FieldDefinition {
  const field = fields.get(name) ?? fields.customNamed(name);
  if (field?.isCustom !== true) throw notFound('Field');
  return field;
}
