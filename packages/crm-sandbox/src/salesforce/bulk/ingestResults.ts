import type { HttpReply } from '../../http/exchange.ts';
import type { SalesforceOrg } from '../org.ts';
import type { Call } from '../routes/guarded.ts';
import { writeCsv } from './csv.ts';
import { type IngestJob, isOver } from './job.ts';
import { wrongState } from './jobs.ts';

/** https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_successful_results.htm */
export function successfulResults(org: SalesforceOrg, call: Call): HttpReply {
  const job = finished(org, call);
  const rows = job.outcomes
    .filter(({ error }) => error === null)
    .map(({ id, created, cells }) => [id, String(created), ...cells]);
  return file(job, [['sf__Id', 'sf__Created', ...job.header], ...rows]);
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_failed_results.htm */
export function failedResults(org: SalesforceOrg, call: Call): HttpReply {
  const job = finished(org, call);
  const rows = job.outcomes.flatMap(({ id, error, cells }) =>
    error === null ? [] : [[id, error, ...cells]],
  );
  return file(job, [['sf__Id', 'sf__Error', ...job.header], ...rows]);
}

/** Rows that a failed or aborted job did not come to. */
export function unprocessedRecords(org: SalesforceOrg, call: Call): HttpReply {
  const job = finished(org, call);
  return file(job, [job.header, ...job.unprocessed]);
}

function finished(org: SalesforceOrg, { path }: Call): IngestJob {
  const job = org.jobs.get('ingest', path.id ?? '');
  if (!isOver(job)) throw wrongState(job, 'results are there when it is over');
  return job;
}

function file(job: IngestJob, rows: readonly (readonly string[])[]): HttpReply {
  return {
    status: 200,
    headers: { 'Content-Type': 'text/csv; charset=UTF-8' },
    text: writeCsv(rows, job.dialect),
  };
}
