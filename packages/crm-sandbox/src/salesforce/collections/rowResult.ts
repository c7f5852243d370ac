import { RecordProblem } from '../errors.ts';

/** What became of one record of a collection: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections.htm */
export interface RowResult {
  readonly id?: string;
  readonly success: boolean;
  readonly errors: readonly RowError[];
  /** Only of an upsert. */
  readonly created?: boolean;
}

/** Inside a row the code is called `statusCode`. */
export interface RowError {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** The result of a record that could not be written; `id` only where the org repeats it. */
export function failedRow(problem: RecordProblem, id?: string): RowResult {
  const { statusCode, message, fields } = problem;
  return { ...(id === undefined ? {} : { id }), success: false, errors: [{ statusCode, message, fields }] };
}

/** What a good record says where another one rolled all back. */
export function rolledBack(): RowResult {
  return failedRow(
    new RecordProblem(
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'Record rolled back because not all records were valid and the request was using AllOrNone header',
    ),
  );
}
