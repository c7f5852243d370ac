import { FieldGone, type FieldValue, OutcomeUnknown, type RecordChange } from '@tamis/adapter';
import { csvRecords, toCsv } from '../client/bulk/csv.ts';
import { untilOver } from '../client/bulk/polling.ts';
import { refusable } from '../client/bulk/unavailable.ts';
import { missingColumns } from '../refusals.ts';
import { type Job, jobSchema, longId, type WireError } from '../wire.ts';
import { type Delivery, type Outcomes, type Refused, unknown, written } from './delivery.ts';

/** What a job made of its changes; the refused ones are for the caller to look into. Changes in neither were never processed. */
export interface Ingested {
  readonly settled: Outcomes;
  readonly refused: readonly Refused[];
}

/**
 * Updates rows by a job of the Bulk API 2.0: create, upload, say that it is complete, wait, and read all three results, since rows are missing in two of them.
 * https://developer.salesforce.com/docs/platform/api-asynch/guide/walkthrough-insert.html
 * Throws `BulkUnavailable` where no job can be made.
 * jsforce makes the job and looks at it; the upload goes through `Connection.request`, because its own one streams and
 * could not be given to the HTTP door.
 */
export async function ingest(delivery: Delivery, changes: readonly RecordChange[]): Promise<Ingested> {
  let id: string;
  try {
    id = await upload(delivery, changes);
  } catch (error) {
    // A job that was not told that its upload is complete writes nothing; one that may have been told is not known.
    if (error instanceof OutcomeUnknown) return { settled: unknown(changes, error.message), refused: [] };
    throw error;
  }
  const job = await untilOver(delivery, () => look(delivery, id));
  if (job === null || job.state === 'Aborted') {
    return { settled: unknown(changes, `Salesforce's job ${id} came to no end.`), refused: [] };
  }
  throwMissing(delivery, job, changes);
  return results(delivery, id, changes);
}

async function upload(delivery: Delivery, changes: readonly RecordChange[]): Promise<string> {
  const { client, object } = delivery;
  const { id } = await refusable(() =>
    client.call(writing(delivery), jobSchema, ({ bulk2 }) =>
      bulk2.createJob({ object: object.name, operation: 'update', lineEnding: 'LF' }).open(),
    ),
  );
  const csv = toRows(changes);
  await client.ask(
    writing(delivery),
    (connection) =>
      connection.request({
        method: 'PUT',
        url: `/jobs/ingest/${id}/batches`,
        body: toCsv(csv),
        headers: { 'content-type': 'text/csv' },
      }),
    () => undefined,
  );
  await client.ask(
    writing(delivery),
    ({ bulk2 }) => bulk2.job('ingest', { id }).close(),
    () => undefined,
  );
  return id;
}

/** `#N/A` clears a field, an empty cell leaves it as it is: https://developer.salesforce.com/docs/platform/api-asynch/guide/datafiles-understanding-null-values.html */
function* toRows(changes: readonly RecordChange[]): Generator<readonly string[]> {
  const fields = [...new Set(changes.flatMap((change) => Object.keys(change.fields)))];
  yield ['Id', ...fields];
  for (const change of changes) {
    yield [change.id, ...fields.map((field) => (field in change.fields ? toCell(change.fields[field]) : ''))];
  }
}

function toCell(value: FieldValue | undefined): string {
  if (value === null || value === undefined || value === '') return '#N/A';
  return typeof value === 'object' ? value.join(';') : String(value);
}

function look(delivery: Delivery, id: string): Promise<Job> {
  return delivery.client.call(reading(delivery), jobSchema, ({ bulk2 }) =>
    bulk2.job('ingest', { id }).check(),
  );
}

/** A job fails as a whole where a column does not exist: `InvalidBatch : Field name not found : Foo__c`. */
function throwMissing({ object, catalogue }: Delivery, job: Job, changes: readonly RecordChange[]): void {
  if (job.state !== 'Failed') return;
  const message = job.errorMessage ?? 'no reason given';
  const sent = new Set(changes.flatMap(({ fields }) => Object.keys(fields)));
  const gone = missingColumns([message]).filter((field) => sent.has(field));
  if (gone.length > 0) {
    catalogue.forget(object.name);
    throw new FieldGone(object.name, gone);
  }
}

async function results(delivery: Delivery, id: string, changes: readonly RecordChange[]): Promise<Ingested> {
  const byId = new Map(changes.map((change) => [longId(change.id), change]));
  const accepted: RecordChange[] = [];
  for (const { sf__Id: row = '' } of await result(delivery, id, 'successfulResults')) {
    const change = byId.get(row);
    if (change) accepted.push(change);
  }
  const refused: Refused[] = [];
  for (const row of await result(delivery, id, 'failedResults')) {
    const change = byId.get(longId(row.sf__Id || row.Id || ''));
    if (change) refused.push({ change, error: toError(row.sf__Error ?? '') });
  }
  const left: RecordChange[] = [];
  for (const { Id: row = '' } of await result(delivery, id, 'unprocessedrecords')) {
    const change = byId.get(longId(row));
    if (change) left.push(change);
  }
  const unprocessed = unknown(left, `Salesforce's job ${id} ended before it came to this record.`);
  return { settled: new Map([...written(delivery.client, accepted), ...unprocessed]), refused };
}

/** Rows of one result, read one at a time; the changes sent come along in them. */
function result(
  delivery: Delivery,
  id: string,
  which: 'successfulResults' | 'failedResults' | 'unprocessedrecords',
) {
  return delivery.client.ask(
    reading(delivery),
    (connection) =>
      connection.request(
        { method: 'GET', url: `/jobs/ingest/${id}/${which}`, headers: { accept: 'text/csv' } },
        { responseType: 'text/plain' },
      ),
    ({ text }) => csvRecords(text, telling),
  );
}

/** Of the columns only those that say which row it is and what is wrong with it: the others are what was sent. */
function telling(column: string, cell: string): string | undefined {
  return column === 'sf__Id' || column === 'Id' || column === 'sf__Error' ? cell : undefined;
}

/** `CODE:message:fields --`: https://developer.salesforce.com/docs/platform/api-asynch/guide/get-job-failed-results.html */
function toError(text: string): WireError {
  const match = /^([A-Z_]+):(.*?)(?::([^:]*?)\s*--)?$/s.exec(text);
  if (!match) return { message: text };
  const fields = (match[3] ?? '').split(',').flatMap((field) => field.trim() || []);
  return { statusCode: match[1] ?? '', message: match[2] ?? '', fields };
}

function writing({ object, signal }: Delivery) {
  return { bill: object.bill, effect: 'write', signal } as const;
}

function reading({ object, signal }: Delivery) {
  return { bill: object.bill, effect: 'read', signal } as const;
}
