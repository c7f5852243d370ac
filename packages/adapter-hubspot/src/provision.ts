import {
  PropertyCreateFieldTypeEnum as Kind,
  type PropertyCreate,
  PropertyCreateTypeEnum as Type,
} from '@hubspot/api-client/lib/codegen/crm/properties/index.js';
import type { FieldSpec, FieldType } from '@tamis/adapter';
import { z } from 'zod';
import type { HubspotClient } from './client/index.ts';
import type { Catalogue } from './describe.ts';
import { hubspotObject } from './objects.ts';
import { HubspotRefusal } from './refusals.ts';
import type { WireProperty } from './wire.ts';

const GROUP = { name: 'tamis', label: 'Tamis' };

/** Types of our properties: https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide#property-type-and-fieldtype-values */
const SHAPES: Readonly<Record<FieldType, { type: Type; fieldType: Kind }>> = {
  text: { type: Type.String, fieldType: Kind.Text },
  number: { type: Type.Number, fieldType: Kind.Number },
  boolean: { type: Type.Bool, fieldType: Kind.Booleancheckbox },
  date: { type: Type.Date, fieldType: Kind.Date },
  datetime: { type: Type.Datetime, fieldType: Kind.Date },
  enumeration: { type: Type.Enumeration, fieldType: Kind.Select },
  'multi-enumeration': { type: Type.Enumeration, fieldType: Kind.Checkbox },
};

interface Workshop {
  readonly client: HubspotClient;
  readonly catalogue: Catalogue;
  readonly signal: AbortSignal;
}

/** Creates the missing ones of `fields` in the group "Tamis"; returns their names. Nothing is asked twice, a field that is already there is left as it is. */
export async function provision(
  workshop: Workshop,
  fields: readonly FieldSpec[],
): Promise<readonly string[]> {
  const created: string[] = [];
  for (const [object, specs] of Map.groupBy(fields, ({ object }) => object)) {
    created.push(...(await provisionObject(workshop, object, specs)));
  }
  return created;
}

async function provisionObject(
  workshop: Workshop,
  object: string,
  specs: readonly FieldSpec[],
): Promise<readonly string[]> {
  const { catalogue, signal } = workshop;
  const present = await catalogue.properties(object, signal);
  const missing = specs.filter(({ name }) => !present.some((property) => property.name === name));
  if (missing.length === 0) return [];
  if (!hasGroup(present)) await createGroup(workshop, object);
  const created = await createAll(workshop, object, missing);
  catalogue.forget(object);
  return created;
}

function hasGroup(present: readonly WireProperty[]): boolean {
  return present.some(({ groupName }) => groupName === GROUP.name);
}

async function createGroup(workshop: Workshop, object: string): Promise<void> {
  const call = { ...writing(workshop, object), schema: z.unknown() };
  await alreadyThere(
    workshop.client.call(call, ({ propertyGroups }) => propertyGroups.create(object, GROUP)),
  );
}

/** One batch; where somebody was faster with one of them, one by one. */
async function createAll(
  workshop: Workshop,
  object: string,
  specs: readonly FieldSpec[],
): Promise<readonly string[]> {
  const call = { ...writing(workshop, object), schema: z.unknown() };
  const inputs = specs.map(toProperty);
  const whole = workshop.client.call(call, ({ propertyBatches }) =>
    propertyBatches.create(object, { inputs }),
  );
  if (await alreadyThere(whole)) return specs.map(({ name }) => name);
  const created: string[] = [];
  for (const input of inputs) {
    const one = workshop.client.call(call, ({ properties }) => properties.create(object, input));
    if (await alreadyThere(one)) created.push(input.name);
  }
  return created;
}

function writing({ signal }: Workshop, object: string) {
  return { lane: 'burst', bill: hubspotObject(object).bill, effect: 'write', signal } as const;
}

/** 409 is the answer for what exists already, for instance `Properties.PROPERTY_WITH_NAME_EXISTS`. True when it was created. */
async function alreadyThere(creation: Promise<unknown>): Promise<boolean> {
  try {
    await creation;
    return true;
  } catch (error) {
    if (error instanceof HubspotRefusal && error.status === 409) return false;
    throw error;
  }
}

function toProperty(spec: FieldSpec): PropertyCreate {
  const options = spec.options?.map(({ value, label }, displayOrder) => ({
    value,
    label,
    displayOrder,
    hidden: false,
  }));
  return {
    name: spec.name,
    label: spec.label,
    description: spec.description,
    groupName: GROUP.name,
    formField: false,
    ...(spec.unique ? { hasUniqueValue: true } : {}),
    ...SHAPES[spec.type],
    ...(options === undefined ? {} : { options }),
  };
}
