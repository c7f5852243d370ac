import type { CrmRecord, FieldValue, Instant } from '@tamis/adapter';
import { type ReadTarget, toLead } from './coerce.ts';
import { type MappingProblem, mappingProblem, type Place } from './problem.ts';
import { isEmpty } from './values/leadValue.ts';

const plain = { choices: [], values: null, delimiter: null } as const;
const NUMBER: ReadTarget = { type: 'number', ...plain };
const INSTANT: ReadTarget = { type: 'instant', ...plain };

/** A field of a record with its place in the mapping, for the problems found there. */
export interface Located extends Place {
  readonly at: string;
}

/** The value of a field; `undefined` where the record does not have it. */
export function fieldOf(record: CrmRecord, field: string): FieldValue | undefined {
  return Object.hasOwn(record.fields, field) ? record.fields[field] : undefined;
}

/** The time in the row's `at` field; `undefined` where there is none. */
export function parseTime(row: Located, record: CrmRecord, problems: MappingProblem[]): Instant | undefined {
  const raw = fieldOf(record, row.at);
  const { value, reason } = toLead(raw, INSTANT);
  if (reason !== null && raw !== undefined) {
    problems.push(mappingProblem({ ...row, field: row.at }, record.id, { value: raw, reason }));
  }
  return typeof value === 'number' ? value : undefined;
}

/** The running total in the row's field: an empty field is 0, an absent one `undefined`. */
export function parseCount(row: Place, record: CrmRecord, problems: MappingProblem[]): number | undefined {
  const raw = fieldOf(record, row.field);
  if (raw === undefined) return undefined;
  if (isEmpty(raw)) return 0;
  const { value, reason } = toLead(raw, NUMBER);
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  problems.push(mappingProblem(row, record.id, { value: raw, reason: reason ?? 'not-a-count' }));
  return undefined;
}
