import type { FieldValue } from '@tamis/adapter';
import { csvRecords } from '../client/bulk/csv.ts';
import { type Polling, untilOver } from '../client/bulk/polling.ts';
import { BulkUnavailable, refusable } from '../client/bulk/unavailable.ts';
import type { Answered } from '../client/index.ts';
import { fieldType, type KnownFields } from '../describe.ts';
import { PAGE } from '../limits/index.ts';
import { jobSchema } from '../wire.ts';
import type { Reader } from './reader.ts';
import { type Row, toRow } from './row.ts';

/** Rows of one answer: two or three megabytes of text. */
const MAX_RECORDS = 5000;

/**
 * Rows of a query job of the Bulk API 2.0 in the order of ids, a page at a time. Throws `BulkUnavailable`, also in the middle.
 *
 * jsforce's `bulk2.query` ends the process when the results have more than one page, and there is no other way to a new job: so the job is created,
 * and its pages are fetched, through `Connection.request`. https://developer.salesforce.com/docs/platform/api-asynch/guide/query-get-job-results.html
 */
export async function* bulkRows(
  reader: Reader,
  where: readonly string[],
  polling: Polling,
): AsyncGenerator<readonly Row[]> {
  const id = await refusable(() => finishedJob(reader, where, polling));
  for (let locator: string | null = ''; locator !== null; ) {
    const page: ResultPage = await refusable(() => resultPage(reader, id, locator ?? ''));
    locator = page.locator;
    yield* pagesOf(reader, page);
  }
}

async function finishedJob(reader: Reader, where: readonly string[], polling: Polling): Promise<string> {
  const { client, signal } = reader;
  const query = reader.soql({ where, order: 'Id' });
  const { id } = await client.call(reading(reader), jobSchema, (connection) =>
    connection.requestPost('/jobs/query', { operation: 'query', query }),
  );
  const job = await untilOver({ client, signal, polling }, () =>
    client.call(reading(reader), jobSchema, ({ bulk2 }) => bulk2.job('query', { id }).check()),
  );
  if (job?.state === 'JobComplete') return id;
  throw new BulkUnavailable(`Salesforce's query job ${id} ended as ${job?.state ?? 'not at all'}.`, 'BULK');
}

interface ResultPage {
  readonly text: string;
  /** Rows that the text should have; `null` where Salesforce did not say. */
  readonly rows: number | null;
  /** Where the next page begins; `null` behind the last one, for which Salesforce writes the word. */
  readonly locator: string | null;
}

function resultPage(reader: Reader, id: string, locator: string): Promise<ResultPage> {
  const query = new URLSearchParams({ maxRecords: String(MAX_RECORDS), ...(locator ? { locator } : {}) });
  return reader.client.ask(
    reading(reader),
    (connection) =>
      connection.request(
        { method: 'GET', url: `/jobs/query/${id}/results?${query}`, headers: { accept: 'text/csv' } },
        { responseType: 'text/plain' },
      ),
    toResultPage,
  );
}

function toResultPage({ text, headers }: Answered): ResultPage {
  const { 'sforce-locator': next, 'sforce-numberofrecords': rows } = headers;
  return {
    text,
    rows: rows === undefined ? null : Number(rows),
    locator: next === undefined || next === '' || next === 'null' ? null : next,
  };
}

/** Half a text looks like a whole one, but for the number of its rows: those that are left are not given before they have been counted. */
function* pagesOf({ reading: of, known }: Reader, page: ResultPage): Generator<readonly Row[]> {
  let rows: Row[] = [];
  let count = 0;
  for (const values of csvRecords(page.text, typedBy(known))) {
    if (rows.length === PAGE) {
      yield rows;
      rows = [];
    }
    rows.push(toRow(of, values));
    count += 1;
  }
  if (page.rows !== null && page.rows !== count)
    throw new BulkUnavailable(`Salesforce announced ${page.rows} rows and sent ${count}.`, 'BULK');
  if (rows.length > 0) yield rows;
}

/** CSV knows texts alone: numbers and booleans get their types back, so that both ways give the same record. An empty cell is null. */
function typedBy(known: KnownFields): (name: string, cell: string) => FieldValue {
  const types = new Map([...known].map(([name, field]) => [name, fieldType(field)]));
  return (name, cell) => {
    if (cell === '') return null;
    if (name === 'Id') return copy(cell);
    const type = types.get(name);
    if (type === 'number') return Number(cell);
    return type === 'boolean' ? cell === 'true' : cell;
  };
}

/** Ids outlive their page, and a slice would keep the whole answer in memory for as long as it is in use. */
function copy(slice: string): string {
  return ` ${slice}`.slice(1);
}

function reading({ reading: { object }, signal }: Reader) {
  return { bill: object.bill, effect: 'read', signal } as const;
}
