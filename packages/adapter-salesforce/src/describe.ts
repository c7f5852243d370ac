import { type FieldDescription, FieldGone, type FieldType, PermissionMissing } from '@tamis/adapter';
import type { SalesforceClient } from './client/index.ts';
import { salesforceObject } from './objects.ts';
import { SalesforceRefusal } from './refusals.ts';
import { describeSchema, type WireField } from './wire.ts';

/** Fields by name. */
export type KnownFields = ReadonlyMap<string, WireField>;

/** The fields of each object that the connected user may see, as the latest description showed them (one request an object). */
export class Catalogue {
  readonly #client: SalesforceClient;
  readonly #known = new Map<string, Promise<KnownFields>>();

  constructor(client: SalesforceClient) {
    this.#client = client;
  }

  /** Asks Salesforce again, so that a run sees what was renamed or deleted since the last one. */
  async describe(object: string, signal: AbortSignal): Promise<readonly FieldDescription[]> {
    this.forget(object);
    const known = await this.fields(object, signal);
    return [...known.values()].map((field) => toDescription(object, field));
  }

  /** Throws `FieldGone` naming exactly the fields that the object does not have, or that the user may not see. */
  async requireFields(object: string, fields: readonly string[], signal: AbortSignal): Promise<KnownFields> {
    const known = await this.fields(object, signal);
    const gone = fields.filter((field) => !known.has(field));
    if (gone.length > 0) throw new FieldGone(object, gone);
    return known;
  }

  fields(object: string, signal: AbortSignal): Promise<KnownFields> {
    const known = this.#known.get(object);
    if (known !== undefined) return known;
    const listed = this.#list(object, signal).catch((error: unknown) => {
      this.forget(object);
      throw error;
    });
    this.#known.set(object, listed);
    return listed;
  }

  /** The next look asks Salesforce again. */
  forget(object: string): void {
    this.#known.delete(object);
  }

  async #list(object: string, signal: AbortSignal): Promise<KnownFields> {
    const { bill } = salesforceObject(object);
    try {
      const { fields } = await this.#client.call(
        { bill, effect: 'read', signal },
        describeSchema,
        (connection) => connection.describe(object),
      );
      return new Map(fields.filter(({ type }) => !STRUCTURED.has(type)).map((field) => [field.name, field]));
    } catch (error) {
      throw error instanceof SalesforceRefusal && error.status === 404 ? unseen(object, error) : error;
    }
  }
}

/** An object that the user may not read does not exist for that user. */
function unseen(object: string, cause: SalesforceRefusal): PermissionMissing {
  const permission = `Read on ${object}`;
  const message = `The user who connected may not see ${object} in Salesforce. Grant "${permission}" to that user.`;
  return new PermissionMissing(message, [permission], { cause });
}

/** Types whose values are no single value; the parts of an address are fields of their own. */
const STRUCTURED: ReadonlySet<string> = new Set(['address', 'location', 'base64', 'complexvalue', 'anyType']);

function toDescription(object: string, field: WireField): FieldDescription {
  const { name, label, calculated, length } = field;
  const type = fieldType(field);
  const values = field.picklistValues.filter(({ active }) => active);
  const texts = type === 'text' && length > 0;
  return {
    object,
    name,
    label,
    type,
    writable: field.updateable && !calculated,
    calculated,
    ...(field.restrictedPicklist && values.length > 0
      ? { options: values.map(({ value, label: text }) => ({ value, label: text ?? value })) }
      : {}),
    ...(texts ? { maxLength: length } : {}),
  };
}

/** https://developer.salesforce.com/docs/platform/object-reference/guide/field-types.html */
const TYPES: Readonly<Record<string, FieldType>> = {
  int: 'number',
  long: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  picklist: 'enumeration',
  multipicklist: 'multi-enumeration',
};

/** The type of a field's values; what is nothing else is a text. */
export function fieldType({ type }: WireField): FieldType {
  return TYPES[type] ?? 'text';
}
