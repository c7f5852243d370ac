import type { FieldDescription } from '@tamis/adapter';
import type { Answer, routes } from '@tamis/api';
import { fieldLabel, type Language } from '@tamis/core';
import { leadPaths, verdictPaths } from '@tamis/mapping';
import type { Connection } from '../store/connections.ts';
import { type FieldFill, fieldFill } from '../store/fieldFill.ts';
import { vendorOf } from '../vendors.ts';
import type { HandlerContext } from './handler.ts';

type Fields = Answer<(typeof routes)['listFields']>;

/** Every field of the CRM that a mapping may name: those it has, and our own that are not created yet. */
export async function crmFields(
  context: HandlerContext,
  connection: Connection,
): Promise<readonly FieldDescription[]> {
  const adapter = await context.adapterOf(context.service, connection);
  const described: FieldDescription[] = [];
  for (const { name } of adapter.capabilities.objects)
    described.push(...(await adapter.describe(name, context.signal)));
  const known = new Set(described.map(({ object, name }) => `${object}/${name}`));
  const missing = vendorOf(connection.vendor).ownFields.filter(
    ({ object, name }) => !known.has(`${object}/${name}`),
  );
  return [...described, ...missing.map((spec) => ({ ...spec, writable: true, calculated: false }))];
}

/** The fields as the mapping page offers them. */
export async function fieldLists(context: HandlerContext, connection: Connection): Promise<Fields> {
  const { service, caller } = context;
  const fields = await crmFields(context, connection);
  const fill = await fieldFill(service.db, {
    workspaceId: service.workspace.id,
    connectionId: connection.id,
  });
  const { objects } = (await context.adapterOf(service, connection)).capabilities;
  return {
    objects: objects.map(({ name, role }) => ({
      name,
      role,
      fields: fields.filter(({ object }) => object === name).map((field) => toField(field, fill)),
    })),
    leadFields: [
      ...leadPaths.map(leadField(caller.language)),
      ...verdictPaths.map(leadField(caller.language)),
    ],
  };
}

function toField(
  field: FieldDescription,
  fill: ReadonlyMap<string, FieldFill>,
): Fields['objects'][number]['fields'][number] {
  const { object, name, label, type, writable, calculated, options } = field;
  const filled = fill.get(`${object}/${name}`);
  return {
    object,
    name,
    label,
    type,
    writable,
    calculated,
    fillRate: filled?.share ?? null,
    ...(filled?.sample === undefined || filled.sample === null ? {} : { sample: filled.sample }),
    ...(options === undefined ? {} : { options: options.map((option) => ({ ...option })) }),
  };
}

function leadField(language: Language) {
  return (path: string): Fields['leadFields'][number] => {
    const [section] = path.split('.');
    const role = section === 'company' || section === 'deal' ? section : 'lead';
    return {
      path,
      label: fieldLabel(path, language),
      type: section ?? 'lead',
      side: section === 'verdict' ? 'verdict' : 'lead',
      role,
    };
  };
}
