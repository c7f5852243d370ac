import { type Comparable, comparable } from './comparable.ts';
import type { ColumnOf } from './filter.ts';
import { invalidField } from './malformed.ts';
import type { Soql } from './soql.ts';
import type { Stretch } from './view.ts';

/** Whether rows in the order of the stretch are already in the order that the query asks for. */
export function isInOrder({ order }: Pick<Soql, 'order'>, stretch: Stretch): boolean {
  const asked = order.map(
    ({ field, descending }) => `${field.name.toLowerCase()}${descending ? ' desc' : ''}`,
  );
  if (asked.length === 0) return true;
  if (asked[0] === 'id') return stretch.order === 'id';
  if (asked[0] !== 'systemmodstamp') return false;
  if (asked.length === 1) return stretch.order !== 'id';
  return asked.length === 2 && asked[1] === 'id' && stretch.order === 'stamp-then-id';
}

/** Sorts rows as the query asks; rows that it leaves equal stay in the order they come in. */
export function sorted(rows: readonly number[], soql: Soql, columnOf: ColumnOf): number[] {
  const terms = soql.order.map((term) => {
    const column = columnOf(term.field);
    if (!column.field.filterable)
      throw invalidField(
        soql.text,
        term.field.at,
        `field '${column.field.name}' can not be sorted in a query call`,
      );
    return { ...term, column };
  });
  const keyed = rows.map((row) => ({
    row,
    keys: terms.map(({ column }) => comparable(column.field, column.value(row))),
  }));
  keyed.sort((a, b) => {
    for (const [at, { descending, nulls }] of terms.entries()) {
      const difference = compare(a.keys[at] ?? null, b.keys[at] ?? null, { descending, nulls });
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

function compare(
  a: Comparable,
  b: Comparable,
  { descending, nulls }: { descending: boolean; nulls: 'first' | 'last' },
): number {
  if (a === b) return 0;
  if (a === null) return nulls === 'first' ? -1 : 1;
  if (b === null) return nulls === 'first' ? 1 : -1;
  return a < b === descending ? 1 : -1;
}
