import type { MappingIssue } from '../mappingInvalid.ts';
import { isPulled, isPushed, type Placed, type PlacedRows } from '../rows.ts';
import { fault } from './fault.ts';

/** Rows that say the same thing twice, by the key that must be unique; `say` words the fault. */
function twice<T>(
  rows: readonly Placed<T>[],
  key: (row: T) => string,
  say: (first: string, row: T) => string,
): MappingIssue[] {
  const seen = new Map<string, string>();
  return rows.flatMap(({ row, value }) => {
    const first = seen.get(key(value));
    if (first === undefined) seen.set(key(value), row);
    return first === undefined ? [] : [{ row, ...fault('duplicate', say(first, value)) }];
  });
}

/** Rows that contradict or repeat each other. */
export function duplicates({ fields, signals, activities, pastStages }: PlacedRows): MappingIssue[] {
  const pulled = fields.filter(({ value }) => isPulled(value));
  const pushed = fields.filter(({ value }) => isPushed(value));
  return [
    ...twice(
      pushed,
      ({ object, field }) => JSON.stringify([object, field]),
      (first, { object, field }) => `${first} already writes ${object}.${field}; one field has one writer.`,
    ),
    ...twice(
      pulled,
      ({ lead, object, field }) => JSON.stringify([lead, object, field]),
      (first, { lead, field }) => `${first} already reads ${field} into "${lead}".`,
    ),
    ...twice(
      signals,
      ({ object, kind, count, at }) => JSON.stringify([object, kind, count ?? at]),
      (first, { kind }) => `${first} already derives ${kind} from the same field.`,
    ),
    ...twice(
      activities,
      ({ object }) => object,
      (first, { object }) => `${first} already reads ${object}; use kindBy for several kinds.`,
    ),
    ...twice(
      pastStages,
      ({ object, field }) => JSON.stringify([object, field]),
      (first, { object, field }) => `${first} already reads past stages from ${object}.${field}.`,
    ),
  ];
}
