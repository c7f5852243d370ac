import type { CrmRecord } from '@tamis/adapter';
import type { PipedriveClient } from '../client/index.ts';
import type { Field } from '../describe/field.ts';
import { readValue } from '../describe/value.ts';
import { COST, READ_BATCH } from '../limits.ts';
import { listSchema, recordSchema, type WireRecord } from '../wire.ts';
import type { ReadRow } from './row.ts';

const PREFIX = 'person_';

/** A lead is nobody by itself: the fields of its person that were asked for are read along, 100 people in a request. */
export class People {
  readonly #client: PipedriveClient;
  readonly #fields: readonly Field[];
  readonly #signal: AbortSignal;

  constructor(client: PipedriveClient, fields: readonly Field[], signal: AbortSignal) {
    this.#client = client;
    this.#fields = fields.filter(({ source }) => source === 'person');
    this.#signal = signal;
  }

  /** The same records, in the same order, with the fields of their people; a lead without a person has them empty. */
  async along(rows: readonly ReadRow[]): Promise<readonly CrmRecord[]> {
    if (this.#fields.length === 0) return rows.map(({ record }) => record);
    const people = await this.#read(rows.map(({ personId }) => personId));
    return rows.map(({ record, personId }) => {
      const person = people.get(String(personId));
      return { ...record, fields: { ...record.fields, ...this.#fieldsOf(person) } };
    });
  }

  #fieldsOf(person: WireRecord | undefined): CrmRecord['fields'] {
    return Object.fromEntries(
      this.#fields.map((field) => [
        field.description.name,
        person === undefined ? null : readValue(ofPerson(field), person),
      ]),
    );
  }

  async #read(wanted: readonly unknown[]): Promise<ReadonlyMap<string, WireRecord>> {
    const ids = [...new Set(wanted.filter((id) => Number.isInteger(id)))];
    const batches = Array.from({ length: Math.ceil(ids.length / READ_BATCH) }, (_, index) =>
      this.#batch(ids.slice(index * READ_BATCH, (index + 1) * READ_BATCH)),
    );
    return new Map((await Promise.all(batches)).flat().map((person) => [String(person.id), person]));
  }

  async #batch(ids: readonly unknown[]): Promise<readonly WireRecord[]> {
    const call = {
      cost: COST.v2.list,
      bill: 'calls',
      effect: 'read',
      signal: this.#signal,
      schema: listSchema,
    } as const;
    const query = { ids: ids.join(','), limit: READ_BATCH };
    const { data } = await this.#client.call(call, ({ persons }) => persons.getPersons(query));
    return data.flatMap((person) => recordSchema.safeParse(person).data ?? []);
  }
}

/** `person_email` is the person's `email`. */
function ofPerson(field: Field): Field {
  const key = field.key.slice(PREFIX.length);
  const base = { ...field, key };
  return key === 'email' || key === 'phone' ? { ...base, source: 'record' } : base;
}
