import { type FieldDescription, FieldGone, type FieldType } from '@tamis/adapter';
import type { HubspotClient } from './client/index.ts';
import { hubspotObject } from './objects.ts';
import { propertyListSchema, type WireProperty } from './wire.ts';

/** The properties of each object, as the latest description showed them (one request an object). */
export class Catalogue {
  readonly #client: HubspotClient;
  readonly #known = new Map<string, Promise<readonly WireProperty[]>>();

  constructor(client: HubspotClient) {
    this.#client = client;
  }

  /** Asks HubSpot again, so that a run sees what was renamed or deleted since the last one. */
  async describe(object: string, signal: AbortSignal): Promise<readonly FieldDescription[]> {
    this.forget(object);
    return (await this.properties(object, signal)).map((property) => toDescription(object, property));
  }

  /** Throws `FieldGone` naming exactly the fields that the object does not have. */
  async requireFields(object: string, fields: readonly string[], signal: AbortSignal): Promise<void> {
    const known = new Set((await this.properties(object, signal)).map(({ name }) => name));
    const gone = fields.filter((field) => !known.has(field));
    if (gone.length > 0) throw new FieldGone(object, gone);
  }

  properties(object: string, signal: AbortSignal): Promise<readonly WireProperty[]> {
    const known = this.#known.get(object);
    if (known !== undefined) return known;
    const listed = this.#list(object, signal).catch((error: unknown) => {
      this.forget(object);
      throw error;
    });
    this.#known.set(object, listed);
    return listed;
  }

  /** The next look asks HubSpot again. */
  forget(object: string): void {
    this.#known.delete(object);
  }

  async #list(object: string, signal: AbortSignal): Promise<readonly WireProperty[]> {
    const { bill } = hubspotObject(object);
    const call = { lane: 'burst', bill, effect: 'read', signal, schema: propertyListSchema } as const;
    const { results } = await this.#client.call(call, ({ properties }) => properties.getAll(object, false));
    return results;
  }
}

function toDescription(object: string, property: WireProperty): FieldDescription {
  const { name, label, options } = property;
  const calculated = property.calculated === true || property.fieldType === 'calculation_equation';
  const restricted =
    property.type === 'enumeration' && property.externalOptions !== true && options.length > 0;
  return {
    object,
    name,
    label,
    type: fieldType(property),
    writable: !calculated && property.modificationMetadata?.readOnlyValue !== true,
    calculated,
    ...(restricted ? { options: options.map(({ value, label: text }) => ({ value, label: text })) } : {}),
    ...(property.type === 'string' ? { maxLength: 65_536 } : {}),
  };
}

const TYPES: Readonly<Record<string, FieldType>> = {
  number: 'number',
  bool: 'boolean',
  date: 'date',
  datetime: 'datetime',
};

/** https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide#property-type-and-fieldtype-values */
function fieldType({ type, fieldType: kind }: WireProperty): FieldType {
  if (type === 'enumeration') return kind === 'checkbox' ? 'multi-enumeration' : 'enumeration';
  return TYPES[type] ?? 'text';
}
