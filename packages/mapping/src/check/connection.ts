import type { FieldRow } from '@tamis/adapter';
import type { KnownFields } from '../knownFields.ts';
import type { MappingIssue } from '../mappingInvalid.ts';
import { nearest } from '../paths/nearest.ts';
import { activityFields, signalFields } from '../rowFields.ts';
import { isPushed, type Placed, type PlacedRows } from '../rows.ts';

/** A row that one connection's fields do not allow, and the field concerned. */
export interface PausedRow extends MappingIssue {
  readonly object: string;
  readonly field: string;
}

function unknownField(
  row: string,
  place: { object: string; field: string },
  known: KnownFields,
): PausedRow[] {
  const { object, field } = place;
  if (!known.describes(object) || known.find(object, field) !== undefined) return [];
  const message = `${object} has no field "${field}".`;
  return [
    { row, object, field, cause: 'unknown-field', message, suggestion: nearest(field, known.names(object)) },
  ];
}

function notWritable({ row, value }: Placed<FieldRow>, known: KnownFields): PausedRow[] {
  const { object, field } = value;
  const description = known.find(object, field);
  if (description === undefined || !isPushed(value)) return [];
  if (description.writable && !description.calculated) return [];
  const why = description.calculated ? 'the CRM calculates it' : 'it is read-only';
  const message = `${object}.${field} cannot be written, because ${why}; use direction "pull".`;
  return [{ row, object, field, cause: 'not-writable', message, suggestion: 'pull' }];
}

/** Rows that the fields of this connection do not allow: a field that is not there, or not to be written. */
export function connectionIssues(rows: PlacedRows, known: KnownFields): readonly PausedRow[] {
  const named = (row: string, object: string, fields: readonly string[]) =>
    fields.flatMap((field) => unknownField(row, { object, field }, known));
  return [
    ...rows.fields.flatMap((placed) => [
      ...named(placed.row, placed.value.object, [placed.value.field]),
      ...notWritable(placed, known),
    ]),
    ...rows.signals.flatMap(({ row, value }) => named(row, value.object, signalFields(value))),
    ...rows.activities.flatMap(({ row, value }) => named(row, value.object, activityFields(value))),
    ...rows.pastStages.flatMap(({ row, value }) => named(row, value.object, [value.field])),
  ];
}
