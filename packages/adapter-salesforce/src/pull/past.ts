import { type CrmRecord, hasPast, type PastRequest, type PastValue, PermissionMissing } from '@tamis/adapter';
import { z } from 'zod';
import type { SalesforceClient } from '../client/index.ts';
import { PAGE } from '../limits/index.ts';
import { SalesforceRefusal } from '../refusals.ts';
import { parseInstant } from '../wire.ts';
import { slices } from './roles.ts';
import { beyond, listed, select } from './soql.ts';

/**
 * One change of a tracked field. Salesforce keeps changes alone: what stood before the first one has no time.
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_custom_object__history.htm
 */
const changeSchema = z.looseObject({
  Id: z.string(),
  Field: z.string(),
  NewValue: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  CreatedDate: z.string(),
});

interface Change {
  readonly recordId: string;
  readonly field: string;
  readonly value: PastValue;
}

/** The past values of one object, read along a walk from its history object, 400 records in a request. */
export class Past {
  readonly #client: SalesforceClient;
  readonly #object: string;
  readonly #request: PastRequest;
  readonly #signal: AbortSignal;
  #isKept = true;

  constructor(
    client: SalesforceClient,
    reading: { readonly object: string; readonly request: PastRequest; readonly signal: AbortSignal },
  ) {
    this.#client = client;
    this.#object = reading.object;
    this.#request = reading.request;
    this.#signal = reading.signal;
  }

  /** The same records in the same order, with the past of those whose present values ask for it. */
  async along(records: readonly CrmRecord[]): Promise<readonly CrmRecord[]> {
    const wanted = records.filter(({ fields }) => hasPast(fields, this.#request)).map(({ id }) => id);
    const changes = await this.#changes(wanted);
    if (!this.#isKept) return records;
    const byRecord = Map.groupBy(changes, ({ recordId }) => recordId);
    const asked = new Set(wanted);
    return records.map((record) =>
      asked.has(record.id) ? { ...record, history: this.#historyOf(byRecord.get(record.id) ?? []) } : record,
    );
  }

  #historyOf(changes: readonly Change[]): Readonly<Record<string, readonly PastValue[]>> {
    const byField = Map.groupBy(changes, ({ field }) => field);
    const newestFirst = (field: string) =>
      (byField.get(field) ?? [])
        .map(({ value }) => value)
        .toReversed()
        .toSorted((a, b) => b.at - a.at);
    return Object.fromEntries(this.#request.fields.map((field) => [field, newestFirst(field)]));
  }

  /** An organization that tracks no field of the object has no history object, and a user may not see it: the walk goes on without. */
  async #changes(ids: readonly string[]): Promise<readonly Change[]> {
    const found: Change[] = [];
    try {
      for (const slice of slices(ids)) {
        if (!this.#isKept) break;
        for await (const change of this.#read(slice)) found.push(change);
      }
    } catch (error) {
      if (!isAbsent(error)) throw error;
      this.#isKept = false;
    }
    return found;
  }

  async *#read(ids: readonly string[]): AsyncGenerator<Change> {
    const parent = `${this.#object}Id`;
    const of = [`${parent} IN ${listed(ids)}`, `Field IN ${listed(this.#request.fields)}`];
    for (let lowerId = '', more = true; more; ) {
      const question = { where: [...of, ...beyond(lowerId)], order: 'Id', limit: PAGE };
      const columns = ['Id', parent, 'Field', 'NewValue', 'CreatedDate'];
      const soql = select(columns, `${this.#object}History`, question);
      const page = await this.#client.query({ bill: 'activityCalls', signal: this.#signal }, soql);
      for (const row of z.array(changeSchema).parse(page.records)) {
        lowerId = row.Id;
        yield* toChange(row, String(row[parent]));
      }
      more = page.records.length > 0 && (!page.done || page.records.length === PAGE);
    }
  }
}

function toChange(change: z.infer<typeof changeSchema>, recordId: string): readonly Change[] {
  const { Field: field, NewValue: value, CreatedDate: date } = change;
  const at = parseInstant(date);
  return at === null
    ? []
    : [{ recordId, field, value: { value: value === null ? null : String(value), at } }];
}

function isAbsent(error: unknown): boolean {
  if (error instanceof PermissionMissing) return true;
  return (
    error instanceof SalesforceRefusal && error.errors.some(({ errorCode }) => errorCode === 'INVALID_TYPE')
  );
}
