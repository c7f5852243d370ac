import { z } from 'zod';
import type { HttpReply } from '../../http/exchange.ts';
import { readBody } from '../body.ts';
import { badRequest } from '../errors.ts';
import type { SalesforceOrg } from '../org.ts';
import { findRows } from '../query/find.ts';
import { parseQuery } from '../query/parse.ts';
import { unknownObject } from '../query/query.ts';
import { recordView } from '../query/recordView.ts';
import type { Call } from '../routes/guarded.ts';
import { writeCsv } from './csv.ts';
import { isOver } from './job.ts';
import { dialectFields, newJob, presentJob } from './jobBody.ts';
import { wrongState } from './jobs.ts';

const createSchema = z.object({
  operation: z.enum(['query', 'queryAll']),
  query: z.string(),
  ...dialectFields,
});

/** https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_create_job.htm */
export function createQueryJob(org: SalesforceOrg, call: Call): HttpReply {
  const sent = readBody(call.request, createSchema);
  const soql = parseQuery(sent.query);
  const store = org.find(soql.from.name);
  if (store === undefined) throw unknownObject(soql.from.name);
  if (soql.select === 'count' || soql.offset > 0)
    throw badRequest(
      'INVALIDJOB',
      'Aggregate functions and OFFSET are not supported in Bulk API 2.0 queries',
    );
  findRows(recordView(org, store, call.grant.userId), { ...soql, limit: 0 }, { withDeleted: false });
  const { operation } = sent;
  const base = newJob(org, call, sent);
  const object = store.type.name;
  const job = { ...base, kind: 'query' as const, operation, object, soql, result: null };
  org.jobs.add({ ...job, startedAt: base.createdAt, state: 'UploadComplete' });
  return { status: 200, json: presentJob(org.jobs.get('query', base.id)) };
}

/** How far a query job has come. */
export function readQueryJob(org: SalesforceOrg, { path }: Call): HttpReply {
  return { status: 200, json: presentJob(org.jobs.get('query', path.id ?? '')) };
}

/** Pages by `locator` and `maxRecords`; the header of the last one is `Sforce-Locator: null`. */
export function queryResults(org: SalesforceOrg, { path, request }: Call): HttpReply {
  const job = org.jobs.get('query', path.id ?? '');
  if (job.state !== 'JobComplete' || job.result === null)
    throw wrongState(job, 'results are there when it is JobComplete');
  const { columns, rows } = job.result.found;
  const asked = Number(request.query.get('maxRecords') ?? Number.NaN);
  const size = Math.min(org.settings.bulk.pageRecords, asked > 0 ? asked : Number.POSITIVE_INFINITY);
  const from = startOf(request.query.get('locator'));
  const page = rows.slice(from, from + size);
  const header = columns.map((column) => column.path.join('.'));
  const lines = page.map((row) =>
    columns.map((column) => column.value(row) ?? (column.field.type === 'boolean' ? 'false' : null)),
  );
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/csv; charset=UTF-8',
      'Sforce-NumberOfRecords': String(page.length),
      'Sforce-Locator': from + size < rows.length ? locatorOf(from + size) : 'null',
    },
    text: writeCsv([header, ...lines], job.dialect),
  };
}

function locatorOf(from: number): string {
  return Buffer.from(String(from)).toString('base64');
}

function startOf(locator: string | null): number {
  if (locator === null) return 0;
  const from = Buffer.from(locator, 'base64').toString();
  if (!/^\d+$/.test(from)) throw badRequest('INVALID_QUERY_LOCATOR', 'invalid query locator');
  return Number(from);
}

const stateSchema = z.object({ state: z.literal('Aborted') });

/** Stops a query job that is not over. */
export function abortQueryJob(org: SalesforceOrg, call: Call): HttpReply {
  readBody(call.request, stateSchema);
  const job = org.jobs.get('query', call.path.id ?? '');
  if (isOver(job)) throw wrongState(job, 'it cannot be aborted any more');
  job.state = 'Aborted';
  return { status: 200, json: presentJob(job) };
}

/** Forgets a query job that is over. */
export function deleteQueryJob(org: SalesforceOrg, { path }: Call): HttpReply {
  const job = org.jobs.get('query', path.id ?? '');
  if (!isOver(job)) throw wrongState(job, 'it must be over before it is deleted');
  org.jobs.remove(job.id);
  return { status: 204 };
}
