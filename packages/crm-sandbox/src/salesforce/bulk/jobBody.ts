import { z } from 'zod';
import type { SalesforceOrg } from '../org.ts';
import type { Call } from '../routes/guarded.ts';
import { instantText } from '../time.ts';
import { DELIMITERS, LINE_ENDS } from './csv.ts';
import type { Job } from './job.ts';

const delimiters = Object.keys(DELIMITERS) as [keyof typeof DELIMITERS, ...(keyof typeof DELIMITERS)[]];

/** What a new job of either kind may say of its data. */
export const dialectFields = {
  contentType: z.literal('CSV').default('CSV'),
  columnDelimiter: z.enum(delimiters).default('COMMA'),
  lineEnding: z.enum(['LF', 'CRLF']).default('LF'),
};

interface SentDialect {
  readonly columnDelimiter: keyof typeof DELIMITERS;
  readonly lineEnding: keyof typeof LINE_ENDS;
}

/** The part of a new job that both kinds have. */
export function newJob(org: SalesforceOrg, call: Call, sent: SentDialect) {
  const { columnDelimiter, lineEnding } = sent;
  return {
    id: org.jobs.nextId(),
    userId: call.grant.userId,
    createdAt: org.clock.now(),
    apiVersion: Number(call.path.version?.slice(1)),
    dialect: { delimiter: DELIMITERS[columnDelimiter], lineEnd: LINE_ENDS[lineEnding] },
    columnDelimiter,
    lineEnding,
    errorMessage: null,
  };
}

/** A job as answers show it: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_info.htm */
export function presentJob(job: Job): object {
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: job.userId,
    createdDate: instantText(job.createdAt),
    systemModstamp: instantText(job.startedAt ?? job.createdAt),
    state: job.state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: job.apiVersion,
    jobType: job.kind === 'query' ? 'V2Query' : 'V2Ingest',
    lineEnding: job.lineEnding,
    columnDelimiter: job.columnDelimiter,
    retries: 0,
    totalProcessingTime: 0,
    ...figures(job),
    ...(job.errorMessage === null ? {} : { errorMessage: job.errorMessage }),
  };
}

function figures(job: Job): object {
  if (job.kind === 'query') return { numberRecordsProcessed: job.result?.found.rows.length ?? 0 };
  const failed = job.outcomes.filter(({ error }) => error !== null).length;
  return {
    numberRecordsProcessed: job.outcomes.length,
    numberRecordsFailed: failed,
    ...(job.externalIdFieldName === null ? {} : { externalIdFieldName: job.externalIdFieldName }),
    ...(job.state === 'Open'
      ? { contentUrl: `services/data/v${job.apiVersion.toFixed(1)}/jobs/ingest/${job.id}/batches` }
      : {}),
  };
}
