import type { FieldSpec, FieldType } from '@tamis/adapter';
import type { SalesforceClient } from '../client/index.ts';
import type { Catalogue } from '../describe.ts';
import { salesforceObject } from '../objects.ts';
import { SalesforceRefusal } from '../refusals.ts';
import { createdSchema } from '../wire.ts';
import { grantFields } from './permissionSet.ts';
import { notAllowed, TAKEN } from './setupPermission.ts';

/** What provisioning works with. */
export interface Workshop {
  readonly client: SalesforceClient;
  readonly catalogue: Catalogue;
  readonly signal: AbortSignal;
}

/**
 * Creates the missing ones of `fields` by the Tooling API and lets the connected user see and edit them; returns the names of those created. A new
 * field is invisible until a permission says otherwise, so one that cannot be seen may be there already: then only the permission is added.
 * https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_customfield.htm
 */
export async function provision(
  workshop: Workshop,
  fields: readonly FieldSpec[],
): Promise<readonly string[]> {
  const unusable = await unusableOf(workshop, fields.map(withCustomName));
  if (unusable.length === 0) return [];
  const created: string[] = [];
  for (const spec of unusable) if (await create(workshop, spec)) created.push(spec.name);
  await grantFields(workshop, unusable);
  for (const { object } of unusable) workshop.catalogue.forget(object);
  return created;
}

/** Names of custom fields end in `__c`; one that was given without gets it. */
function withCustomName(spec: FieldSpec): FieldSpec {
  return spec.name.endsWith('__c') ? spec : { ...spec, name: `${spec.name}__c` };
}

/** Fields that the user cannot see, or may see and not write. */
async function unusableOf(
  { catalogue, signal }: Workshop,
  fields: readonly FieldSpec[],
): Promise<readonly FieldSpec[]> {
  const unusable: FieldSpec[] = [];
  for (const spec of fields) {
    const known = await catalogue.fields(spec.object, signal);
    if (known.get(spec.name)?.updateable !== true) unusable.push(spec);
  }
  return unusable;
}

/** True when it was created, false when it is there. */
async function create({ client, catalogue, signal }: Workshop, spec: FieldSpec): Promise<boolean> {
  if ((await catalogue.fields(spec.object, signal)).has(spec.name)) return false;
  const { bill } = salesforceObject(spec.object);
  try {
    await client.call({ bill, effect: 'write', signal }, createdSchema, ({ tooling }) =>
      tooling.create('CustomField', toCustomField(spec)),
    );
    return true;
  } catch (error) {
    if (error instanceof SalesforceRefusal && TAKEN.has(error.code)) return false;
    throw notAllowed(error, 'Customize Application');
  }
}

/** Custom fields of tasks and events belong to what both are: https://help.salesforce.com/s/articleView?id=sales.activities_custom_fields.htm */
function ownerOf(object: string): string {
  return object === 'Task' || object === 'Event' ? 'Activity' : object;
}

function toCustomField(spec: FieldSpec) {
  const { object, name, label, description, type } = spec;
  return {
    FullName: `${ownerOf(object)}.${name}`,
    Metadata: {
      label,
      description,
      inlineHelpText: description,
      required: false,
      ...SHAPES[type],
      ...(spec.unique ? { unique: true, externalId: true, caseSensitive: true } : {}),
      ...(spec.options ? { valueSet: toValueSet(spec.options) } : {}),
    },
  };
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm */
const SHAPES: Readonly<Record<FieldType, Readonly<Record<string, unknown>>>> = {
  text: { type: 'Text', length: 255 },
  number: { type: 'Number', precision: 18, scale: 2 },
  boolean: { type: 'Checkbox', defaultValue: 'false' },
  date: { type: 'Date' },
  datetime: { type: 'DateTime' },
  enumeration: { type: 'Picklist' },
  'multi-enumeration': { type: 'MultiselectPicklist', visibleLines: 4 },
};

/** Restricted: Salesforce refuses a value that is not in the list. */
function toValueSet(options: NonNullable<FieldSpec['options']>) {
  const value = options.map(({ value: valueName, label }) => ({ valueName, label, default: false }));
  return { restricted: true, valueSetDefinition: { sorted: false, value } };
}
