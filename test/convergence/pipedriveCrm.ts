import { startSandbox } from '@tamis/crm-sandbox';
import { z } from 'zod';
import { type Crm, type Edit, snapshotOf, valuesOf } from './crm.ts';
import { FIELDS, keyOf, type SeenRecord } from './crms.ts';
import { fieldNames } from './fieldNames.ts';
import { type Dumped, SandboxDoor } from './sandboxDoor.ts';

const fieldsSchema = z.object({
  data: z.array(
    z.object({
      field_name: z.string(),
      field_code: z.string(),
      is_custom_field: z.boolean(),
      options: z.array(z.object({ id: z.union([z.number(), z.string()]), label: z.string() })).nullable(),
    }),
  ),
});

/** The product's own fields of an object, by the name we know: the key that Pipedrive made up, and its options by number. */
type OwnKeys = ReadonlyMap<
  string,
  { readonly code: string; readonly options: ReadonlyMap<string, string> | null }
>;

const pointsSchema = z.array(z.object({ value: z.string(), primary: z.boolean() })).default([]);

/** The words that the product's options carry, and the value that each stands for. */
const MEANT: Readonly<Record<string, string>> = {
  'Marketing qualified (MQL)': 'mql',
  'Product qualified (PQL)': 'pql',
  'Sales qualified (SQL)': 'sql',
};

/** A Pipedrive company without persons; its limits, which have tests of their own, are wide. */
export async function openPipedriveCrm(now: number): Promise<Crm> {
  const sandbox = await startSandbox({ vendor: 'pipedrive', now });
  const door = new SandboxDoor(sandbox);
  await door.control('PATCH', '/settings', {
    limits: { plan: 'ultimate', daily: 100_000_000, apiToken: 100_000, oauth: 100_000 },
    tokenLifetimeSeconds: 365 * 86_400,
  });
  const desk = new Desk(door);
  return {
    name: 'pipedrive',
    sandbox,
    objects: ['leads', 'persons'],
    setClock: async (freeze) => void (await door.control('POST', '/clock', { freeze })),
    async create(object, values, of) {
      const properties =
        object === 'leads' ? { title: 'A lead', person_id: Number(of) } : personProperties(values);
      return (await door.person('POST', `/objects/${object}`, { properties })).id;
    },
    edit: (record, edit, by) => desk.edit(record, edit, by),
    merge: async (object, primaryId, loserId) =>
      (await door.person('POST', `/objects/${object}/merge`, { primaryId, loserId })).id,
    remove: ({ object, id }) => door.remove(`/objects/${object}/${id}`),
    restore: (record) => door.restore(record),
    async convert({ id }) {
      await door.person('POST', '/objects/leads/convert', { id });
      return null;
    },
    converts: (object) => object === 'leads',
    snapshot: () => desk.snapshot(),
  };
}

class Desk {
  readonly #door: SandboxDoor;
  readonly #own = new Map<string, OwnKeys>();

  constructor(door: SandboxDoor) {
    this.#door = door;
  }

  async edit({ object, id }: { object: string; id: string }, edit: Edit, by: string): Promise<void> {
    const path = `/objects/${object}/${id}`;
    const before = await this.#door.person('GET', path);
    const attributes = object === 'leads' ? {} : personProperties(edit, before);
    const custom = await this.#customProperties(object, edit);
    if (by === 'client' && object === 'persons') {
      const body = { ...attributes, custom_fields: custom };
      await this.#door.client('PATCH', `/api/v2/persons/${id}`, body);
    } else await this.#door.person('PATCH', path, { properties: { ...attributes, ...custom } });
  }

  async snapshot() {
    const persons = await this.#door.dump('persons');
    const leads = await this.#door.dump('leads');
    const byId = new Map(persons.map((person) => [person.id, person]));
    const own = { persons: await this.#ownKeys('persons'), leads: await this.#ownKeys('leads') };
    return snapshotOf([
      ...persons.map((person) => seen('persons', person, { person, own: own.persons })),
      ...leads.map((lead) => {
        const person = byId.get(String(lead.properties.person_id));
        return seen('leads', lead, { person, own: own.leads });
      }),
    ]);
  }

  async #customProperties(object: string, edit: Edit): Promise<Record<string, unknown>> {
    const own = await this.#ownKeys(object);
    const names = fieldNames('pipedrive', object);
    return Object.fromEntries(
      Object.entries(edit).flatMap(([field, value]) => {
        const key = own.get(names[field as keyof Edit] ?? '');
        if (key === undefined) return [];
        return [[key.code, value === null ? null : sent(key.options, value)]];
      }),
    );
  }

  /** Leads have the custom fields of deals. Asked for again until the product has made its own. */
  async #ownKeys(object: string): Promise<OwnKeys> {
    const known = this.#own.get(object);
    if (known !== undefined) return known;
    const path = object === 'leads' ? 'dealFields' : 'personFields';
    const { data } = fieldsSchema.parse(await this.#door.client('GET', `/api/v2/${path}?limit=500`));
    const own: OwnKeys = new Map(
      data
        .filter(({ is_custom_field }) => is_custom_field)
        .map(({ field_name, field_code, options }) => [
          field_name.toLowerCase().replaceAll(' ', '_'),
          { code: field_code, options: options && optionsByNumber(options) },
        ]),
    );
    if (own.size > 0) this.#own.set(object, own);
    return own;
  }
}

function optionsByNumber(
  options: readonly { id: number | string; label: string }[],
): ReadonlyMap<string, string> {
  return new Map(options.map(({ id, label }) => [String(id), MEANT[label] ?? label.toLowerCase()]));
}

/** A value as the CRM takes it: an option by its number, a number as one. */
function sent(options: ReadonlyMap<string, string> | null, value: string): string | number {
  if (options === null) return /^\d+$/.test(value) ? Number(value) : value;
  const [number] = [...options].find(([, meant]) => meant === value) ?? [];
  return Number(number);
}

/** One name and lists of addresses, as Pipedrive keeps them; the other half of a name stays. */
function personProperties(edit: Edit, before?: Dumped): Record<string, unknown> {
  const point = (value: string | null) => (value === null ? [] : [{ value, primary: true }]);
  const { email, phone, jobTitle, firstName, lastName } = edit;
  const name = [firstName ?? before?.properties.first_name, lastName ?? before?.properties.last_name];
  const named = firstName !== undefined || lastName !== undefined;
  return {
    ...(named ? { name: name.filter(Boolean).join(' ') } : {}),
    ...(email === undefined ? {} : { emails: point(email) }),
    ...(phone === undefined ? {} : { phones: point(phone) }),
    ...(jobTitle === undefined ? {} : { job_title: jobTitle }),
  };
}

function seen(
  object: string,
  dumped: Dumped,
  { person, own }: { person: Dumped | undefined; own: OwnKeys },
): SeenRecord {
  const { id, state, updatedAt, properties } = dumped;
  const alive = person?.state === 'live' || object === 'persons' ? person : undefined;
  const personKey = alive === undefined ? null : keyOf('pipedrive', 'persons', alive.id);
  const read = (name: string) => {
    const key = own.get(name);
    if (key === undefined) return personValue(alive, name);
    const value = properties[key.code];
    return value === undefined ? undefined : (key.options?.get(String(value)) ?? value);
  };
  return {
    key: keyOf('pipedrive', object, id),
    crm: 'pipedrive',
    object,
    id,
    state: state === 'archived' ? 'deleted' : state,
    samePerson: object === 'leads' ? personKey : null,
    // Only its webhooks tell who survived a merge; a lead goes on as a deal, which is nobody.
    wentOnAs: null,
    modifiedAt: updatedAt,
    values: valuesOf(Object.fromEntries(FIELDS.map((field) => [field, nameOf(object, field)])), read),
  };
}

function nameOf(object: string, field: (typeof FIELDS)[number]): string | undefined {
  return fieldNames('pipedrive', object)[field];
}

function personValue(person: Dumped | undefined, name: string): unknown {
  if (person === undefined) return undefined;
  if (name === 'email' || name === 'phone') {
    const points = pointsSchema.parse(person.properties[`${name}s`]);
    return (points.find(({ primary }) => primary) ?? points[0])?.value;
  }
  return person.properties[name];
}
