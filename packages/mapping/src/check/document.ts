import type { FieldRow, ObjectCapability, SignalRow } from '@tamis/adapter';
import { toLead } from '../coerce.ts';
import { pulledTarget } from '../compile/pulled.ts';
import type { KnownFields } from '../knownFields.ts';
import type { MappingIssue } from '../mappingInvalid.ts';
import { isDealPath, leadPath, leadPaths } from '../paths/leadPaths.ts';
import { nearest } from '../paths/nearest.ts';
import { isVerdictPath, verdictPath, verdictPaths } from '../paths/verdictPaths.ts';
import type { Placed, PlacedRows } from '../rows.ts';
import { isEmpty } from '../values/leadValue.ts';
import { duplicates } from './duplicates.ts';
import { type Fault, fault } from './fault.ts';
import { pastFault, stageFaults } from './pastStages.ts';
import { bundleFault, policyFault } from './policies.ts';
import { objectFault, objectRoles, roleFault } from './roles.ts';

function pathFault({ lead, direction }: FieldRow): Fault | null {
  if (!isVerdictPath(lead)) {
    if (leadPath(lead) !== null) return null;
    const message = `there is no lead field "${lead}"; a field of your own is written attributes.NAME.`;
    return fault('unknown-lead-path', message, nearest(lead, [...leadPaths, ...verdictPaths]));
  }
  if (verdictPath(lead) === null) {
    return fault('unknown-lead-path', `the verdict has no "${lead}".`, nearest(lead, verdictPaths));
  }
  const message = `"${lead}" is decided here and cannot be read from the CRM; use direction "push".`;
  return direction === 'push' ? null : fault('direction', message, 'push');
}

function directionFault({ lead, direction }: FieldRow): Fault | null {
  const message = `"${lead}" has one value per deal and cannot be written to one record; use direction "pull".`;
  return isDealPath(lead) && direction !== 'pull' ? fault('direction', message, 'pull') : null;
}

function orderFault({ write, transform }: FieldRow): Fault | null {
  const missing = write === 'forward-only' && transform?.order === undefined;
  return missing
    ? fault('incomplete', 'write "forward-only" needs transform.order, the CRM values in order.')
    : null;
}

/** A setting that would be parsed and never used promises something that does not happen. */
function idleFault({ direction, write, transform, default: fallback }: FieldRow): Fault | null {
  if (direction === 'push' && fallback !== undefined) {
    return fault('direction', 'a default is for values that are read; this row only writes.');
  }
  if (direction === 'pull' && write !== undefined) {
    return fault('direction', `write "${write}" has no effect on a row that only reads.`, 'both');
  }
  const idle = transform?.order !== undefined && write !== 'forward-only';
  return idle
    ? fault('incomplete', 'transform.order has no effect without write "forward-only".', 'forward-only')
    : null;
}

function defaultFault(row: FieldRow, known: KnownFields): Fault | null {
  const path = leadPath(row.lead);
  if (path === null || row.default === undefined) return null;
  const read = toLead(row.default, { ...pulledTarget(row, path, known), values: null });
  if (read.reason === null && !isEmpty(read.value)) return null;
  const words = path.choices === undefined ? '' : ` one of ${path.choices.join(', ')}`;
  return fault(
    'incomplete',
    `the default ${JSON.stringify(row.default)} is no value of "${row.lead}"${words}.`,
  );
}

function historyFault({ history, count }: SignalRow): Fault | null {
  const missing = history !== undefined && count === null;
  return missing ? fault('incomplete', 'a history needs the running total in "count".') : null;
}

function issues<T>(rows: readonly Placed<T>[], check: (row: T) => readonly (Fault | null)[]): MappingIssue[] {
  return rows.flatMap(({ row, value }) =>
    check(value).flatMap((found) => (found === null ? [] : [{ row, ...found }])),
  );
}

/** Everything wrong with the document itself, whatever the connection. */
export function documentIssues(
  rows: PlacedRows,
  known: KnownFields,
  objects?: readonly ObjectCapability[],
): readonly MappingIssue[] {
  const roles = objectRoles(objects, rows);
  return [
    ...issues(rows.fields, (row) => [
      pathFault(row) ?? defaultFault(row, known),
      directionFault(row) ?? bundleFault(row) ?? objectFault(row.object, objects) ?? roleFault(row, roles),
      orderFault(row) ?? idleFault(row) ?? policyFault(row, roles),
    ]),
    ...issues(rows.signals, (row) => [historyFault(row), objectFault(row.object, objects)]),
    ...issues(rows.activities, (row) => [objectFault(row.object, objects)]),
    ...issues(rows.pastStages, (row) => [pastFault(row.object, objects), ...stageFaults(row)]),
    ...duplicates(rows),
  ];
}
