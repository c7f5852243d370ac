import { FilterOperatorEnum as Operator } from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import type { Instant } from '@tamis/adapter';
import type { HubspotClient } from '../client/index.ts';
import { searchSchema } from '../wire.ts';
import { propertiesOf, READ_BATCH, type Reading, readRows } from './batchRead.ts';
import { type Row, toRow } from './row.ts';

/** Rows of one search page. https://developers.hubspot.com/docs/api-reference/crm-search-v3/guide#limits */
export const PAGE = 200;
/** Results that one query can reach. */
export const REACH = 10_000;
const LONGEST_BODY = 3000;

/** One answered query; `total` counts all results of the query, also those out of reach. */
export interface SearchPage {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** A condition on id or modification time. */
export interface Condition {
  readonly on: 'id' | 'modified';
  readonly is: 'GT' | 'GTE' | 'LTE' | 'EQ';
  readonly value: string | Instant;
}

/** Groups are alternatives, the conditions of a group hold together. HubSpot allows one sort, ascending here. */
export interface Query {
  readonly groups: readonly (readonly Condition[])[];
  readonly sort: 'id' | 'modified';
  readonly offset?: number;
}

const OPERATORS = { GT: Operator.Gt, GTE: Operator.Gte, LTE: Operator.Lte, EQ: Operator.Eq } as const;

/** Search over one object with the fields of one pull. */
export class Search {
  readonly #client: HubspotClient;
  readonly #reading: Reading;
  readonly #idsOnly: boolean;

  constructor(client: HubspotClient, reading: Reading) {
    this.#client = client;
    this.#reading = reading;
    this.#idsOnly = JSON.stringify(this.#body(LONGEST_QUERY, reading.fields)).length > LONGEST_BODY;
  }

  async page(query: Query): Promise<SearchPage> {
    const { object, fields, signal } = this.#reading;
    const body = this.#body(query, this.#idsOnly ? [] : fields);
    const call = {
      lane: 'search',
      bill: object.bill,
      effect: 'read',
      signal,
      schema: searchSchema,
    } as const;
    const answer = await this.#client.call(call, ({ search }) => search.doSearch(object.name, body));
    const found = answer.results.map((row) => toRow(object, fields, row));
    return { total: answer.total, rows: this.#idsOnly ? await this.#filled(found) : found };
  }

  /** Properties that would make the body too long for a search come by batch reads instead. */
  async #filled(found: readonly Row[]): Promise<readonly Row[]> {
    const ids = found.flatMap(({ id }) => (id === null ? [] : [id]));
    const batches = Array.from({ length: Math.ceil(ids.length / READ_BATCH) }, (_, index) =>
      readRows(this.#client, this.#reading, ids.slice(index * READ_BATCH, (index + 1) * READ_BATCH)),
    );
    const read = new Map((await Promise.all(batches)).flat().map((row) => [row.id, row]));
    return found.map((row) => {
      if (row.id === null) return row;
      const full = read.get(row.id);
      // The walk goes by what the search said; a record that vanished since is reported as gone.
      if (full === undefined)
        return { ...row, outcome: { gone: { object: this.#reading.object.name, id: row.id } } };
      return { ...row, outcome: full.outcome };
    });
  }

  #body({ groups, sort, offset = 0 }: Query, fields: readonly string[]) {
    const { object } = this.#reading;
    const property = { id: 'hs_object_id', modified: object.modified };
    const properties = propertiesOf({ object, fields });
    const filterGroups = groups.map((conditions) => ({
      filters: conditions.map(({ on, is, value }) => ({
        propertyName: property[on],
        operator: OPERATORS[is],
        value: String(value),
      })),
    }));
    return { filterGroups, sorts: [property[sort]], properties, limit: PAGE, after: String(offset) };
  }
}

const LONGEST_ID = '9'.repeat(16);

/** The longest query any walk makes. */
const LONGEST_QUERY: Query = {
  groups: [
    [{ on: 'modified', is: 'GTE', value: LONGEST_ID }],
    [
      { on: 'modified', is: 'EQ', value: LONGEST_ID },
      { on: 'id', is: 'GTE', value: LONGEST_ID },
    ],
  ],
  sort: 'modified',
  offset: REACH,
};
