import { boundsOf } from './bounds.ts';
import { type ColumnOf, type RowTest, rowTest } from './filter.ts';
import { invalidField } from './malformed.ts';
import { isInOrder, sorted } from './order.ts';
import type { Soql } from './soql.ts';
import type { Column, View } from './view.ts';

/** The rows that a query finds, in order, and the columns it shows. */
export interface Found {
  readonly rows: readonly number[];
  readonly columns: readonly Column[];
}

/** Carries a query out over one object; `withDeleted` is what `queryAll` adds. */
export function findRows(view: View, soql: Soql, options: { readonly withDeleted: boolean }): Found {
  const columnOf = columnFinder(view, soql);
  const columns = soql.select === 'count' ? [] : soql.select.map(columnOf);
  const test = soql.where === null ? null : rowTest(soql.where, columnOf, soql.text);
  const stretch = view.stretch(boundsOf(soql.where));
  const inOrder = isInOrder(soql, stretch);
  const most = soql.limit === null ? Number.POSITIVE_INFINITY : soql.limit + soql.offset;
  const fits: RowTest = (row) =>
    (options.withDeleted || !view.isDeleted(row)) && (test === null || test(row));
  const rows = firstFitting(stretch.rows, fits, inOrder ? most : Number.POSITIVE_INFINITY);
  const ordered = inOrder ? rows : sorted(rows, soql, columnOf);
  return { columns, rows: ordered.slice(soql.offset, most) };
}

function firstFitting(rows: Uint32Array, fits: RowTest, most: number): number[] {
  const found: number[] = [];
  for (const row of rows) {
    if (found.length >= most) break;
    if (fits(row)) found.push(row);
  }
  return found;
}

function columnFinder(view: View, soql: Soql): ColumnOf {
  return ({ name, at }) => {
    const column = view.column(name);
    if (column === null) throw noSuchColumn(view, soql, { name, at });
    return column;
  };
}

function noSuchColumn(view: View, soql: Soql, { name, at }: { name: string; at: number }) {
  const last = name.split('.').at(-1) ?? name;
  const hint =
    "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.";
  const relation = name.includes('.')
    ? `Didn't understand relationship '${name.split('.')[0]}' in field path. `
    : '';
  return invalidField(soql.text, at, `${relation}No such column '${last}' on entity '${view.name}'. ${hint}`);
}
