import { badRequest, RecordProblem } from '../errors.ts';
import type { SalesforceOrg } from '../org.ts';
import { failedRow, type RowResult, rolledBack } from './rowResult.ts';

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_update.htm */
const MOST_RECORDS = 200;

/** One record's work: checked first, then done. */
export interface RowWork {
  /** The record's id where it has one already. */
  readonly id?: string | undefined;
  /** Throws a {@link RecordProblem} where it cannot be done; returns how to do it. */
  prepare(): () => RowResult;
}

/** Does the work of a collection row by row, in order; with `allOrNone` only if none fails. */
export function carryOut(org: SalesforceOrg, works: readonly RowWork[], allOrNone: boolean): RowResult[] {
  if (works.length > MOST_RECORDS)
    throw badRequest(
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${MOST_RECORDS} records into this call`,
    );
  if (!allOrNone) return works.map((work) => outcome(org, work, (act) => act()));
  const acts: (() => RowResult)[] = [];
  const checked = works.map((work) =>
    outcome(org, work, (act) => {
      acts.push(act);
      return rolledBack();
    }),
  );
  return acts.length === works.length ? acts.map((act) => act()) : checked;
}

function outcome(org: SalesforceOrg, work: RowWork, then: (act: () => RowResult) => RowResult): RowResult {
  try {
    return then(work.prepare());
  } catch (error) {
    if (!(error instanceof RecordProblem)) throw error;
    const { unknownFieldInCollection, failedRowHasId } = org.settings.unknowns;
    if (error.statusCode === 'INVALID_FIELD' && unknownFieldInCollection === 'request') throw error;
    return failedRow(error, failedRowHasId ? work.id : undefined);
  }
}
