import { FieldGone } from '@tamis/adapter';
import type { SalesforceClient } from '../client/index.ts';
import type { Catalogue, KnownFields } from '../describe.ts';
import { PAGE } from '../limits/index.ts';
import { missingColumns, SalesforceRefusal } from '../refusals.ts';
import { type Reading, type Row, toRow } from './row.ts';
import { columnsOf, select } from './soql.ts';

/** One page of a walk. */
export interface RowPage {
  readonly rows: readonly Row[];
  /** Nothing lies beyond it. */
  readonly last: boolean;
}

/** Reads pages of one object. Never by locator: those die with the session that opened them and after two days, a key does not. */
export class Reader {
  readonly client: SalesforceClient;
  readonly catalogue: Catalogue;
  readonly reading: Reading;
  readonly known: KnownFields;
  readonly signal: AbortSignal;

  constructor(
    desk: { readonly client: SalesforceClient; readonly catalogue: Catalogue },
    request: { readonly reading: Reading; readonly known: KnownFields; readonly signal: AbortSignal },
  ) {
    this.client = desk.client;
    this.catalogue = desk.catalogue;
    this.reading = request.reading;
    this.known = request.known;
    this.signal = request.signal;
  }

  /** The query for rows of this object; without a limit for the Bulk API. */
  soql(question: { where: readonly string[]; order: string; limit?: number }): string {
    const { object, fields } = this.reading;
    return select(columnsOf(object, fields), object.name, question);
  }

  /** At most {@link PAGE} rows. With `deleted`, rows in the recycle bin and archived activities come along. Throws `FieldGone`. */
  async page(where: readonly string[], order: string, { deleted = false } = {}): Promise<RowPage> {
    const soql = this.soql({ where, order, limit: PAGE });
    const page = await this.#query(soql, deleted);
    const rows = page.records.map((record) => toRow(this.reading, record));
    // Salesforce may end a page early, for instance where rows are wide: then `done` is false, and the rest lies beyond the last row.
    return { rows, last: page.done && rows.length < PAGE };
  }

  /** How many rows there are. */
  async count(where: readonly string[]): Promise<number> {
    const conditions = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
    const page = await this.#query(`SELECT COUNT() FROM ${this.reading.object.name}${conditions}`, false);
    return page.totalSize;
  }

  async #query(soql: string, scanAll: boolean) {
    const { bill } = this.reading.object;
    try {
      return await this.client.query({ bill, signal: this.signal, scanAll }, soql);
    } catch (error) {
      if (error instanceof SalesforceRefusal) throwMissing(this.catalogue, this.reading, error);
      throw error;
    }
  }
}

/** Throws `FieldGone` where a refusal says that fields of the reading are gone: they may be deleted, or hidden from the user, while a run goes on. */
export function throwMissing(
  catalogue: Catalogue,
  { object, fields }: Reading,
  refusal: SalesforceRefusal,
): void {
  const missing = missingColumns(refusal.errors.map(({ message }) => message));
  const asked = fields.filter((field) => missing.includes(field));
  if (asked.length === 0) return;
  catalogue.forget(object.name);
  throw new FieldGone(object.name, asked, { cause: refusal });
}
