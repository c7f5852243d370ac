import { type FieldDescription, FieldGone, type NameStore } from '@tamis/adapter';
import type { PipedriveApi } from '../client/codegen.ts';
import type { PipedriveClient } from '../client/index.ts';
import { COST, PAGE } from '../limits.ts';
import { type Family, type PipedriveObject, pipedriveObject } from '../objects.ts';
import { fieldListSchema, type WireField } from '../wire.ts';
import { documentedFields, TYPES, writable } from './documented.ts';
import type { Field, FieldMap } from './field.ts';
import { LABELS, labelNames, readLeadLabels, withLabels } from './labels.ts';
import { Names } from './names.ts';

/** One page of a family's field list. */
type ListFields = (api: PipedriveApi, page: { limit: number; cursor?: string }) => Promise<unknown>;

const LISTS: Readonly<Record<Family, ListFields>> = {
  person: ({ personFields }, page) => personFields.getPersonFields(page),
  organization: ({ organizationFields }, page) => organizationFields.getOrganizationFields(page),
  deal: ({ dealFields }, page) => dealFields.getDealFields(page),
};

/** Longest texts: https://developers.pipedrive.com/docs/api/v1/PersonFields#addPersonField */
const LONGEST: Readonly<Record<string, number>> = { varchar: 255, text: 65_535 };

/** Optional keys that a person sets; the other ones are counted and dated by Pipedrive itself. */
const SET_BY_PEOPLE = new Set(['marketing_status', 'doi_status']);

/** The fields of each object, as the latest description showed them (one request for a family of fields). */
export class Catalogue {
  readonly #client: PipedriveClient;
  readonly #names: NameStore;
  readonly #known = new Map<Family, Promise<readonly WireField[]>>();

  constructor(client: PipedriveClient, names: NameStore) {
    this.#client = client;
    this.#names = names;
  }

  /** Asks Pipedrive again, so that a run sees what was renamed or deleted since the last one. */
  async describe(object: string, signal: AbortSignal): Promise<readonly FieldDescription[]> {
    this.forget(object);
    const fields = await this.#withLeadLabels(object, await this.fields(object, signal), signal);
    return [...fields.values()].map(({ description }) => description);
  }

  /** The fields of those names. Throws `FieldGone` naming exactly those that the object does not have. */
  async require(object: string, names: readonly string[], signal: AbortSignal): Promise<readonly Field[]> {
    const listed = await this.fields(object, signal);
    const fields = names.includes(LABELS) ? await this.#withLeadLabels(object, listed, signal) : listed;
    const gone = names.filter((name) => !fields.has(name));
    if (gone.length > 0) throw new FieldGone(object, gone);
    return names.flatMap((name) => fields.get(name) ?? []);
  }

  /** Documented fields first; a field list says more about them, and adds those that people made. */
  async fields(name: string, signal: AbortSignal): Promise<FieldMap> {
    const object = pipedriveObject(name);
    const documented = documentedFields(object.name);
    const listed = object.family === null ? [] : await this.#listed(object, object.family, signal);
    return new Map([...documented, ...listed].map((field) => [field.description.name, field]));
  }

  /** Every field of a family, under Pipedrive's own keys. */
  wire(family: Family, signal: AbortSignal): Promise<readonly WireField[]> {
    const known = this.#known.get(family);
    if (known !== undefined) return known;
    const listed = this.#list(family, signal).catch((error: unknown) => {
      this.#known.delete(family);
      throw error;
    });
    this.#known.set(family, listed);
    return listed;
  }

  /** Every field of a family as it is now. */
  afresh(family: Family, signal: AbortSignal): Promise<readonly WireField[]> {
    this.#known.delete(family);
    return this.wire(family, signal);
  }

  /** Pipedrive's keys of the object's fields as they are now. */
  async presentKeys(object: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
    this.forget(object);
    return new Set([...(await this.fields(object, signal)).values()].map(({ key }) => key));
  }

  /** The next look asks Pipedrive again. */
  forget(object: string): void {
    const { family } = pipedriveObject(object);
    if (family !== null) this.#known.delete(family);
  }

  /** The labels of the inbox cost a request of their own: only where somebody looks at them. */
  async #withLeadLabels(object: string, fields: FieldMap, signal: AbortSignal): Promise<FieldMap> {
    const field = fields.get(LABELS);
    if (object !== 'leads' || field === undefined) return fields;
    return new Map([...fields, [LABELS, withLabels(field, await readLeadLabels(this.#client, signal))]]);
  }

  async #listed(object: PipedriveObject, family: Family, signal: AbortSignal): Promise<readonly Field[]> {
    const [wire, names] = await Promise.all([this.wire(family, signal), Names.read(this.#names)]);
    const shared = object.name === 'leads' ? wire.filter((field) => field.is_custom_field) : wire;
    return shared
      .filter(({ field_code }) => !WRAPPED.has(field_code))
      .flatMap((field) => [toField(object, names, field), ...nameField(object, field)]);
  }

  async #list(family: Family, signal: AbortSignal): Promise<readonly WireField[]> {
    const call = {
      cost: COST.v2.list,
      bill: 'calls',
      effect: 'read',
      signal,
      schema: fieldListSchema,
    } as const;
    const fields: WireField[] = [];
    let cursor: string | undefined;
    do {
      const page = cursor === undefined ? { limit: PAGE } : { limit: PAGE, cursor };
      const { data, additional_data } = await this.#client.call(call, (api) => LISTS[family](api, page));
      fields.push(...data);
      cursor = additional_data?.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return fields;
  }
}

/** Lists of addresses with their labels: `email` and `phone` show the primary one. */
const WRAPPED = new Set(['email', 'emails', 'phone', 'phones', 'im']);

function toField(object: PipedriveObject, names: Names, wire: WireField): Field {
  const { family } = object;
  const own = family === null || !wire.is_custom_field ? undefined : names.nameOf(family, wire.field_code);
  const labels = wire.field_code === LABELS ? labelNames(wire.options ?? []) : undefined;
  const ownValues = own === undefined || family === null ? labels : names.valuesOf(family, own);
  const kind = kindOf(wire);
  const field = {
    description: toDescription(object, { wire, kind, name: own ?? wire.field_code, ownValues }),
    key: wire.field_code,
    kind,
    custom: wire.is_custom_field,
    onRequest: wire.is_optional_response_field,
  };
  return ownValues === undefined ? field : { ...field, ownValues };
}

/**
 * The chosen option's name beside its number, as a field to read: of what every company has (an organization's industry) the
 * number says nothing elsewhere.
 */
function nameField({ name: object }: PipedriveObject, wire: WireField): readonly Field[] {
  const { field_code: key, field_name, field_type, is_custom_field: custom, options } = wire;
  const numbered = options?.some(({ id }) => typeof id === 'number') === true;
  if (custom || field_type !== 'enum' || !numbered) return [];
  const base = { object, name: `${key}_name`, label: `${field_name}: name`, type: 'text' } as const;
  const ownValues = new Map((options ?? []).map(({ id, label }) => [String(id), label]));
  const description = { ...base, writable: false, calculated: false };
  return [{ description, key, kind: 'enum', custom, onRequest: wire.is_optional_response_field, ownValues }];
}

/** Pipedrive calls its own instants dates as well; their keys end in `_time`. Due times and durations are times of day. */
function kindOf({ field_code, field_type, is_custom_field }: WireField): string {
  return field_type === 'date' && !is_custom_field && field_code.endsWith('_time') ? 'datetime' : field_type;
}

function toDescription(
  { name: object }: PipedriveObject,
  field: {
    readonly wire: WireField;
    readonly kind: string;
    readonly name: string;
    readonly ownValues: ReadonlyMap<string, string> | undefined;
  },
): FieldDescription {
  const { wire, kind, name, ownValues } = field;
  const options = (wire.options ?? []).map(({ id, label }) => ({
    value: ownValues?.get(String(id)) ?? String(id),
    label,
  }));
  const restricted = options.length > 0 && TYPES[kind]?.endsWith('enumeration') === true;
  const longest = LONGEST[kind];
  return {
    object,
    name,
    label: wire.field_name,
    type: TYPES[kind] ?? 'text',
    writable: wire.is_custom_field ? SIMPLE.has(kind) : writable(object, wire.field_code),
    calculated: wire.is_optional_response_field && !SET_BY_PEOPLE.has(wire.field_code),
    ...(restricted ? { options } : {}),
    ...(longest === undefined ? {} : { maxLength: longest }),
  };
}

/** Custom fields of one plain value; money, addresses and ranges have parts that one value does not fill. */
const SIMPLE = new Set(['varchar', 'varchar_auto', 'text', 'double', 'phone', 'date', 'enum', 'set']);
