import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { readBody } from '../body.ts';
import { Refused, resourceNotFound, validationError } from '../errors.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import type { PropertyDefinition } from './definition.ts';
import { presentProperty } from './present.ts';

const optionSchema = z.object({
  label: z.string(),
  value: z.string(),
  hidden: z.boolean().default(false),
  displayOrder: z.int().optional(),
  description: z.string().optional(),
});

const NAME = /^[a-z][a-z0-9_]*$/;

export const createSchema = z.object({
  name: z
    .string()
    .regex(NAME, 'a property name is lower case, begins with a letter and has only letters, digits and _')
    .max(100),
  label: z.string().min(1),
  type: z.enum(['string', 'number', 'date', 'datetime', 'enumeration', 'bool', 'phone_number']),
  fieldType: z.string(),
  groupName: z.string(),
  description: z.string().default(''),
  options: z.array(optionSchema).default([]),
  displayOrder: z.int().default(-1),
  hasUniqueValue: z.boolean().default(false),
  hidden: z.boolean().default(false),
  formField: z.boolean().default(false),
  externalOptions: z.boolean().default(false),
});
export type PropertyCreate = z.infer<typeof createSchema>;

const updateSchema = createSchema.omit({ name: true, hasUniqueValue: true, externalOptions: true }).partial();

/** https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide#create-a-property */
export function createProperty(
  account: HubSpotAccount,
  store: ObjectStore,
  sent: PropertyCreate,
): PropertyDefinition {
  if (store.properties.get(sent.name) !== undefined) throw propertyExists(sent.name);
  if (store.properties.group(sent.groupName) === undefined)
    throw validationError(`Property group ${sent.groupName} does not exist.`);
  refuseBadOptions(sent);
  const at = account.clock.now();
  const own = {
    calculated: false,
    hubspotDefined: false,
    readOnlyValue: false,
    createdAt: at,
    updatedAt: at,
  };
  const property: PropertyDefinition = { ...sent, ...own };
  store.properties.put(property);
  return property;
}

export function createOne(account: HubSpotAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  return {
    status: 201,
    json: presentProperty(createProperty(account, store, readBody(request, createSchema))),
  };
}

export function listAll(store: ObjectStore): HttpReply {
  return { status: 200, json: { results: store.properties.all().map(presentProperty) } };
}

export function readOne(store: ObjectStore, name: string): HttpReply {
  return { status: 200, json: presentProperty(existing(store, name)) };
}

/** Changes what was sent; `options` replaces the whole list. */
export function updateOne(
  account: HubSpotAccount,
  store: ObjectStore,
  change: { name: string; request: HttpRequest },
): HttpReply {
  const before = existing(store, change.name);
  const sent = readBody(change.request, updateSchema);
  const present = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
  const after: PropertyDefinition = { ...before, ...present, updatedAt: account.clock.now() };
  refuseBadOptions(after);
  store.properties.put(after);
  return { status: 200, json: presentProperty(after) };
}

export function archiveOne(store: ObjectStore, name: string): HttpReply {
  const property = existing(store, name);
  if (property.hubspotDefined)
    throw validationError(`Property "${name}" is defined by HubSpot and cannot be archived.`);
  store.properties.remove(name);
  return { status: 204 };
}

function existing(store: ObjectStore, name: string): PropertyDefinition {
  const property = store.properties.get(name);
  if (property === undefined) throw resourceNotFound();
  return property;
}

function refuseBadOptions(property: Pick<PropertyDefinition, 'type' | 'options' | 'externalOptions'>): void {
  const values = property.options.map(({ value }) => value);
  if (property.type === 'enumeration' && values.length === 0 && !property.externalOptions)
    throw validationError('Enumeration properties must have at least one option.');
  if (
    property.type === 'bool' &&
    (values.length !== 2 || !values.includes('true') || !values.includes('false'))
  )
    throw validationError(
      "Boolean properties must have exactly two options; one with a value of 'true', the other with a value of 'false'.",
    );
  if (new Set(values).size < values.length) throw validationError('Property option values must be unique.');
}

function propertyExists(name: string): Refused {
  return new Refused({
    status: 409,
    message: `A property named '${name}' already exists.`,
    category: 'OBJECT_ALREADY_EXISTS',
    subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
  });
}
