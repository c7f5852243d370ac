import type { RowWork } from '../collections/carryOut.ts';
import { createWork, deleteWork, updateWork, upsertWork } from '../collections/write.ts';
import { RecordProblem, Refused } from '../errors.ts';
import type { SalesforceOrg } from '../org.ts';
import { findRows } from '../query/find.ts';
import { recordView } from '../query/recordView.ts';
import type { RecordStore } from '../records/recordStore.ts';
import { readCsv } from './csv.ts';
import type { IngestJob, IngestOutcome, Job, QueryJob } from './job.ts';

/** Brings all jobs of the org to where they are by now. */
export function settleJobs(org: SalesforceOrg): void {
  org.jobs.settle(org.settings.bulk.processingMs, (job) => processJob(org, job));
}

/** Does the work of a job whose time has come. */
function processJob(org: SalesforceOrg, job: Job): void {
  try {
    if (job.kind === 'query') processQuery(org, job);
    else processIngest(org, job);
    job.state = 'JobComplete';
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    job.state = 'Failed';
    job.errorMessage = `${error.error.errorCode} : ${error.message}`;
  }
}

function processQuery(org: SalesforceOrg, job: QueryJob): void {
  const view = recordView(org, org.store(job.object), job.userId);
  job.result = { view, found: findRows(view, job.soql, { withDeleted: job.operation === 'queryAll' }) };
}

/** A column that is no field fails the whole job; what a row alone does wrong fails the row. */
function processIngest(org: SalesforceOrg, job: IngestJob): void {
  const store = org.store(job.object);
  const { header, rows } = readCsv(job.upload, job.dialect);
  job.header = header;
  job.unprocessed = rows;
  const unknown = header.find((name) => store.fields.get(name) === undefined);
  if (unknown !== undefined)
    throw new Refused(400, { errorCode: 'InvalidBatch', message: `Field name not found : ${unknown}` });
  job.outcomes = rows.map((cells) => outcomeOf(job, cells, workOf(org, { job, store, cells })));
  job.unprocessed = [];
}

function workOf(
  org: SalesforceOrg,
  { job, store, cells }: { job: IngestJob; store: RecordStore; cells: readonly string[] },
): RowWork {
  const by = { userId: job.userId, kind: 'api' } as const;
  const sent = valuesOf(job.header, cells);
  switch (job.operation) {
    case 'insert':
      return createWork(org, { store, sent, by });
    case 'upsert':
      return upsertWork(org, { store, sent, by, field: job.externalIdFieldName ?? 'Id' });
    case 'delete':
    case 'hardDelete':
      return deleteWork(org, { id: String(sent.Id ?? ''), by });
    default:
      return updateWork(org, { store, sent, by });
  }
}

/** An empty cell leaves the field as it is; `#N/A` empties it. */
function valuesOf(header: readonly string[], cells: readonly string[]): Record<string, string | null> {
  const values: Record<string, string | null> = {};
  for (const [at, name] of header.entries()) {
    const cell = cells[at] ?? '';
    if (cell !== '') values[name] = cell === '#N/A' ? null : cell;
  }
  return values;
}

function outcomeOf(job: IngestJob, cells: readonly string[], work: RowWork): IngestOutcome {
  try {
    const { id = '', created = job.operation === 'insert' } = work.prepare()();
    return { cells, id, created, error: null };
  } catch (error) {
    if (!(error instanceof RecordProblem)) throw error;
    const { statusCode, message, fields } = error;
    return {
      cells,
      id: work.id ?? '',
      created: false,
      error: `${statusCode}:${message}:${fields.join(',')} --`,
    };
  }
}
