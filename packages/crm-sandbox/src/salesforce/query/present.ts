import { type TypedValue, typedValue } from '../records/typed.ts';
import type { Found } from './find.ts';
import type { Column, View } from './view.ts';

/** A record as JSON: `attributes`, then fields in the order asked for, related records inside. */
export interface PresentedRecord {
  [name: string]: TypedValue | PresentedRecord | { readonly type: string; readonly url?: string };
}

/** One row of a query's result; `root` is the address of the data service. */
export function presentRow(
  view: View,
  { columns }: Pick<Found, 'columns'>,
  place: { row: number; root: string },
): PresentedRecord {
  const record: PresentedRecord = { attributes: attributes(view.name, view.address(place.row), place.root) };
  for (const column of columns) presentColumn(record, column, place);
  return record;
}

function presentColumn(record: PresentedRecord, column: Column, place: { row: number; root: string }): void {
  const [name = '', ...rest] = column.path;
  const value = typedValue(column.field, column.value(place.row));
  if (rest.length === 0) {
    record[name] = value;
    return;
  }
  const related = column.related(place.row);
  if (related === null) {
    record[name] = null;
    return;
  }
  const inner = isRecord(record[name])
    ? record[name]
    : { attributes: attributes(related.type, related.address, place.root) };
  record[name] = inner;
  placeDeep(inner, rest, value);
}

/** Puts a value below further relations; what stands between is given no address. */
function placeDeep(record: PresentedRecord, path: readonly string[], value: TypedValue): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    record[name] = value;
    return;
  }
  const inner: PresentedRecord = isRecord(record[name]) ? record[name] : {};
  record[name] = inner;
  placeDeep(inner, rest, value);
}

function attributes(type: string, address: string | null, root: string): { type: string; url?: string } {
  return address === null ? { type } : { type, url: `${root}${address}` };
}

function isRecord(value: PresentedRecord[string] | undefined): value is PresentedRecord {
  return typeof value === 'object' && value !== null;
}
