import type { Found } from '../query/find.ts';
import type { Soql } from '../query/soql.ts';
import type { View } from '../query/view.ts';
import type { CsvDialect } from './csv.ts';

/** https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/bulk_api_2_job_states.htm */
export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

/** What jobs of both kinds have. Instants are epoch milliseconds. */
interface AnyJob {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly apiVersion: number;
  readonly object: string;
  readonly operation: string;
  readonly dialect: CsvDialect;
  readonly columnDelimiter: string;
  readonly lineEnding: string;
  /** When its processing began; `null` before. */
  startedAt: number | null;
  state: JobState;
  errorMessage: string | null;
}

/** A query that is carried out in the background. */
export interface QueryJob extends AnyJob {
  readonly kind: 'query';
  readonly soql: Soql;
  result: { readonly view: View; readonly found: Found } | null;
}

/** Records that are written in the background. */
export interface IngestJob extends AnyJob {
  readonly kind: 'ingest';
  readonly externalIdFieldName: string | null;
  upload: string;
  header: readonly string[];
  outcomes: IngestOutcome[];
  unprocessed: readonly (readonly string[])[];
}

/** What became of one row of an upload. */
export interface IngestOutcome {
  readonly cells: readonly string[];
  readonly id: string;
  readonly created: boolean;
  /** `CODE:message:fields --` where it failed. */
  readonly error: string | null;
}

/** A job of either kind; `kind` tells which. */
export type Job = QueryJob | IngestJob;

/** Whether nothing more will happen to it. */
export function isOver({ state }: Pick<Job, 'state'>): boolean {
  return state === 'JobComplete' || state === 'Failed' || state === 'Aborted';
}
