import type { FieldSpec, FieldType, NameStore } from '@tamis/adapter';
import type * as v2 from 'pipedrive/v2';
import type { PipedriveClient } from './client/index.ts';
import type { Catalogue } from './describe/index.ts';
import { Names, namesOf } from './describe/names.ts';
import { COST } from './limits.ts';
import { type Family, pipedriveObject } from './objects.ts';
import { fieldCreatedSchema, type WireField } from './wire.ts';

/**
 * Types of our fields: https://developers.pipedrive.com/docs/api/v1/PersonFields#addPersonField
 * Texts are long ones, since a reason may exceed the 255 characters of a short one. There is no field for an instant, which is kept
 * as its day, and none for yes or no, which is a choice of the two.
 */
const KINDS = {
  text: 'text',
  number: 'double',
  boolean: 'enum',
  date: 'date',
  datetime: 'date',
  enumeration: 'enum',
  'multi-enumeration': 'set',
} as const satisfies Record<FieldType, v2.AddPersonFieldRequest['field_type']>;

const YES_OR_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

interface Workshop {
  readonly client: PipedriveClient;
  readonly catalogue: Catalogue;
  readonly names: NameStore;
  readonly signal: AbortSignal;
}

/**
 * Creates the missing ones of `fields` and returns their names. A field of ours is known by the key that was kept when it was made;
 * one of the same label and type that nobody kept (a creation whose answer was lost, a connection made anew) is taken over
 * instead of making a second. Fields of leads are made among those of deals, where Pipedrive keeps them.
 */
export async function provision(
  workshop: Workshop,
  fields: readonly FieldSpec[],
): Promise<readonly string[]> {
  const created: string[] = [];
  for (const [object, specs] of Map.groupBy(fields, (spec) => spec.object)) {
    created.push(...(await provisionObject(workshop, object, specs)));
  }
  return created;
}

async function provisionObject(
  workshop: Workshop,
  object: string,
  specs: readonly FieldSpec[],
): Promise<readonly string[]> {
  const { catalogue, names, signal } = workshop;
  const { family } = pipedriveObject(object);
  if (family === null) throw new RangeError(`Pipedrive has no custom fields of ${object}.`);
  const present = await catalogue.afresh(family, signal);
  const kept = await Names.read(names);
  const created: string[] = [];
  for (const spec of specs.map(withOptions)) {
    const key = kept.keyOf(family, spec.name);
    if (present.some(({ field_code }) => field_code === key)) continue;
    const found = present.find((field) => alike(spec, field));
    const field = found ?? (await create(workshop, family, spec));
    await names.add(namesOf(family, spec, field));
    if (found === undefined) created.push(spec.name);
  }
  if (created.length > 0) catalogue.forget(object);
  return created;
}

function withOptions(spec: FieldSpec): FieldSpec {
  return spec.type === 'boolean' ? { ...spec, options: YES_OR_NO } : spec;
}

/** The same label, type and, for an enumeration, at least our options. */
function alike({ label, type, options = [] }: FieldSpec, field: WireField): boolean {
  const labels = new Set((field.options ?? []).map((option) => option.label));
  const same = field.is_custom_field && field.field_name === label && field.field_type === KINDS[type];
  return same && options.every((option) => labels.has(option.label));
}

async function create(
  { client, signal }: Workshop,
  family: Family,
  { label, type, options }: FieldSpec,
): Promise<WireField> {
  const call = {
    cost: COST.v2.write,
    bill: 'calls',
    effect: 'write',
    signal,
    schema: fieldCreatedSchema,
  } as const;
  const body = {
    field_name: label,
    field_type: KINDS[type],
    ...(options === undefined ? {} : { options: options.map((option) => ({ label: option.label })) }),
  };
  const { data } = await client.call(call, (api) => {
    if (family === 'person') return api.personFields.addPersonField({ AddPersonFieldRequest: body });
    if (family === 'deal') return api.dealFields.addDealField({ AddDealFieldRequest: body });
    return api.organizationFields.addOrganizationField({ AddOrganizationFieldRequest: body });
  });
  return data;
}
