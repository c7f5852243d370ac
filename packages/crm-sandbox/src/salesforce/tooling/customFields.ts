import { z } from 'zod';
import type { HttpReply } from '../../http/exchange.ts';
import { readBody } from '../body.ts';
import { badRequest, notFound } from '../errors.ts';
import { idOf } from '../ids.ts';
import type { SalesforceOrg } from '../org.ts';
import type { RecordStore } from '../records/recordStore.ts';
import type { Call } from '../routes/guarded.ts';
import type { CustomFieldEntry } from './customFieldEntry.ts';
import { customField, metadataSchema } from './metadata.ts';

const createSchema = z.object({ FullName: z.string(), Metadata: metadataSchema });
const updateSchema = z.object({ Metadata: metadataSchema });

/** `Lead.Score__c`: letters, digits and single underscores, at most 40 characters before the suffix. */
const FULL_NAME = /^(\w+)\.([A-Za-z](?:_?[A-Za-z0-9]){0,39}__c)$/;

/** Makes a field that nobody sees yet: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_customfield.htm */
export function createField(org: SalesforceOrg, call: Call): HttpReply {
  const { FullName, Metadata } = readBody(call.request, createSchema);
  const [, object = '', name = ''] = FULL_NAME.exec(FullName) ?? [];
  const stores = ownersOf(org, object);
  const [store] = stores;
  if (store === undefined)
    throw badRequest(
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `FullName: ${FullName} is no object and field of this org`,
    );
  if (store.fields.get(name) !== undefined)
    throw badRequest(
      'DUPLICATE_DEVELOPER_NAME',
      `There is already a field named ${name.replace(/__c$/, '')} on ${object}.`,
    );
  for (const each of stores) each.fields.put(customField(name, Metadata));
  const id = idOf('00N', org.customFields.size + 1);
  org.customFields.set(id, { id, object, name, metadata: Metadata });
  return { status: 201, json: { id, success: true, errors: [], warnings: [], infos: [] } };
}

/** Tasks and events have their custom fields in common, as those of `Activity`: https://help.salesforce.com/s/articleView?id=sales.activities_custom_fields.htm */
function ownersOf(org: SalesforceOrg, object: string): readonly RecordStore[] {
  if (object === 'Activity') return [org.store('Task'), org.store('Event')];
  const store = object === 'Task' || object === 'Event' ? undefined : org.find(object);
  return store === undefined ? [] : [store];
}

/** A field with its metadata; throws the 404 where it is gone. */
export function readField(org: SalesforceOrg, call: Call): HttpReply {
  const { entry } = existing(org, call);
  return {
    status: 200,
    json: {
      attributes: { type: 'CustomField', url: `${call.root}/tooling/sobjects/CustomField/${entry.id}` },
      Id: entry.id,
      DeveloperName: entry.name.replace(/__c$/, ''),
      TableEnumOrId: entry.object,
      FullName: `${entry.object}.${entry.name}`,
      Metadata: entry.metadata,
    },
  };
}

/** Replaces the metadata; who sees the field stays as it is. */
export function updateField(org: SalesforceOrg, call: Call): HttpReply {
  const { entry, stores } = existing(org, call);
  const { Metadata } = readBody(call.request, updateSchema);
  for (const { fields } of stores) fields.put(customField(entry.name, Metadata));
  org.customFields.set(entry.id, { ...entry, metadata: Metadata });
  return { status: 204 };
}

/** Deletes a field and all its values. */
export function deleteField(org: SalesforceOrg, call: Call): HttpReply {
  const { entry, stores } = existing(org, call);
  for (const store of stores) {
    store.fields.remove(entry.name);
    store.clear(entry.name);
  }
  org.customFields.delete(entry.id);
  return { status: 204 };
}

/** A field that the Tooling API made and that nobody has deleted since. */
function existing(
  org: SalesforceOrg,
  { path }: Call,
): { entry: CustomFieldEntry; stores: readonly RecordStore[] } {
  const entry = liveCustomFields(org).find(({ id }) => id.startsWith((path.id ?? '').slice(0, 15)));
  if (entry === undefined) throw notFound();
  return { entry, stores: ownersOf(org, entry.object) };
}

/** Fields that the Tooling API made and that nobody has deleted since, in order of making. */
export function liveCustomFields(org: SalesforceOrg): readonly CustomFieldEntry[] {
  return [...org.customFields.values()].filter(({ object, name }) =>
    ownersOf(org, object).some(({ fields }) => fields.get(name) !== undefined),
  );
}
