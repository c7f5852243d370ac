import type { HttpReply } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import {
  changeIngestJob,
  createIngestJob,
  deleteIngestJob,
  readIngestJob,
  uploadData,
} from '../bulk/ingestJobs.ts';
import { failedResults, successfulResults, unprocessedRecords } from '../bulk/ingestResults.ts';
import type { Job } from '../bulk/job.ts';
import { presentJob } from '../bulk/jobBody.ts';
import {
  abortQueryJob,
  createQueryJob,
  deleteQueryJob,
  queryResults,
  readQueryJob,
} from '../bulk/queryJobs.ts';
import type { SalesforceOrg } from '../org.ts';
import { type Call, guarded } from './guarded.ts';

/** Bulk API 2.0: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/bulk_api_2_0.htm */
export function bulkRoutes(org: SalesforceOrg): Route[] {
  const route = (method: string, pattern: string, handle: (org: SalesforceOrg, call: Call) => HttpReply) =>
    guarded(org, [method, `/jobs${pattern}`], (call) => handle(org, call));
  return [
    route('POST', '/query', createQueryJob),
    route('GET', '/query', () => listJobs(org, 'query')),
    route('GET', '/query/:id', readQueryJob),
    route('GET', '/query/:id/results', queryResults),
    route('PATCH', '/query/:id', abortQueryJob),
    route('DELETE', '/query/:id', deleteQueryJob),
    route('POST', '/ingest', createIngestJob),
    route('GET', '/ingest', () => listJobs(org, 'ingest')),
    route('GET', '/ingest/:id', readIngestJob),
    route('PUT', '/ingest/:id/batches', uploadData),
    route('PATCH', '/ingest/:id', changeIngestJob),
    route('DELETE', '/ingest/:id', deleteIngestJob),
    route('GET', '/ingest/:id/successfulResults', successfulResults),
    route('GET', '/ingest/:id/failedResults', failedResults),
    route('GET', '/ingest/:id/unprocessedrecords', unprocessedRecords),
  ];
}

function listJobs(org: SalesforceOrg, kind: Job['kind']): HttpReply {
  return {
    status: 200,
    json: { done: true, nextRecordsUrl: null, records: org.jobs.all(kind).map(presentJob) },
  };
}
