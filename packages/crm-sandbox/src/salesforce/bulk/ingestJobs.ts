import { z } from 'zod';
import type { HttpReply } from '../../http/exchange.ts';
import { readBody } from '../body.ts';
import { badRequest } from '../errors.ts';
import type { SalesforceOrg } from '../org.ts';
import type { Call } from '../routes/guarded.ts';
import { type IngestJob, isOver } from './job.ts';
import { dialectFields, newJob, presentJob } from './jobBody.ts';
import { wrongState } from './jobs.ts';

const createSchema = z.object({
  object: z.string(),
  operation: z.enum(['insert', 'update', 'upsert', 'delete', 'hardDelete']),
  externalIdFieldName: z.string().optional(),
  ...dialectFields,
});

/** 150 MB of base64 are about 100 MB of text: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/upload_job_data.htm */
const MOST_BYTES = 150_000_000;
/** Records of one internal batch, of which so many a day are allowed. */
const BATCH_RECORDS = 10_000;

/** https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/create_job.htm */
export function createIngestJob(org: SalesforceOrg, call: Call): HttpReply {
  const sent = readBody(call.request, createSchema);
  const store = org.find(sent.object);
  if (store === undefined)
    throw badRequest('INVALIDENTITY', `Entity '${sent.object}' is not supported by the Bulk API.`);
  if (sent.operation === 'upsert' && sent.externalIdFieldName === undefined)
    throw badRequest('INVALIDJOB', 'The externalIdFieldName is needed for an upsert');
  const job: IngestJob = {
    ...newJob(org, call, sent),
    kind: 'ingest',
    object: store.type.name,
    operation: sent.operation,
    externalIdFieldName: sent.externalIdFieldName ?? null,
    startedAt: null,
    state: 'Open',
    upload: '',
    header: [],
    outcomes: [],
    unprocessed: [],
  };
  org.jobs.add(job);
  return { status: 200, json: presentJob(job) };
}

/** How far an ingest job has come, and how many of its records failed. */
export function readIngestJob(org: SalesforceOrg, { path }: Call): HttpReply {
  return { status: 200, json: presentJob(org.jobs.get('ingest', path.id ?? '')) };
}

/** Takes the data, once. */
export function uploadData(org: SalesforceOrg, { path, request }: Call): HttpReply {
  const job = org.jobs.get('ingest', path.id ?? '');
  if (job.state !== 'Open' || job.upload !== '')
    throw wrongState(job, 'data can be uploaded once, while it is Open');
  if (request.body.length > MOST_BYTES) throw badRequest('LIMIT_EXCEEDED', 'The uploaded data exceed 150 MB');
  job.upload = request.body;
  return { status: 201 };
}

const stateSchema = z.object({ state: z.enum(['UploadComplete', 'Aborted']) });

/** Starts or aborts the processing. */
export function changeIngestJob(org: SalesforceOrg, call: Call): HttpReply {
  const { state } = readBody(call.request, stateSchema);
  const job = org.jobs.get('ingest', call.path.id ?? '');
  if (state === 'Aborted') {
    if (isOver(job)) throw wrongState(job, 'it cannot be aborted any more');
    job.state = 'Aborted';
  } else {
    if (job.state !== 'Open' || job.upload === '')
      throw wrongState(job, 'it needs its data before it can start');
    countBatches(org, job.upload);
    job.state = 'UploadComplete';
    job.startedAt = org.clock.now();
  }
  return { status: 200, json: presentJob(job) };
}

function countBatches(org: SalesforceOrg, upload: string): void {
  const { ingestBatches } = org.limits;
  const batches = Math.ceil(upload.split('\n').length / BATCH_RECORDS);
  if (ingestBatches.count(org.clock.now()) + batches > org.settings.limits.ingestBatches)
    throw badRequest('LIMIT_EXCEEDED', 'The limit of ingest batches in 24 hours is exceeded');
  for (let batch = 0; batch < batches; batch += 1) ingestBatches.add();
}

/** Forgets an ingest job that is over, with its results. */
export function deleteIngestJob(org: SalesforceOrg, { path }: Call): HttpReply {
  const job = org.jobs.get('ingest', path.id ?? '');
  if (!isOver(job)) throw wrongState(job, 'it must be over before it is deleted');
  org.jobs.remove(job.id);
  return { status: 204 };
}
