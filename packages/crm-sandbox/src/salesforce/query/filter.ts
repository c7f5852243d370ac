import { type Comparable, comparable, comparableLiteral } from './comparable.ts';
import { invalidField } from './malformed.ts';
import type { Comparison, Condition, FieldName, Operator } from './soql.ts';
import type { Column } from './view.ts';

/** Whether a row fits. */
export type RowTest = (row: number) => boolean;
/** Finds what a name stands for, or throws. */
export type ColumnOf = (name: FieldName) => Column;

/** A condition as a test of rows; throws where it compares what cannot be compared. */
export function rowTest(condition: Condition, columnOf: ColumnOf, query: string): RowTest {
  if (condition.kind === 'comparison') return comparisonTest(condition, columnOf, query);
  if (condition.kind === 'not') {
    const inner = rowTest(condition.part, columnOf, query);
    return (row) => !inner(row);
  }
  const tests = condition.parts.map((part) => rowTest(part, columnOf, query));
  if (condition.kind === 'all') return (row) => tests.every((test) => test(row));
  return (row) => tests.some((test) => test(row));
}

function comparisonTest(
  { field: name, operator, values }: Comparison,
  columnOf: ColumnOf,
  query: string,
): RowTest {
  const column = columnOf(name);
  const { field } = column;
  if (!field.filterable)
    throw invalidField(query, name.at, `field '${field.name}' can not be filtered in a query call`);
  const wanted = values.map((value) => comparableLiteral(field, value, query));
  const [first = null] = wanted;
  if (operator === 'IN' || operator === 'NOT IN') {
    const set = new Set(wanted);
    const within = operator === 'IN';
    return (row) => set.has(comparable(field, column.value(row))) === within;
  }
  if (operator === 'LIKE') {
    const pattern = likePattern(String(first));
    return (row) => pattern.test(String(comparable(field, column.value(row)) ?? ''));
  }
  const holds = COMPARISONS[operator];
  return (row) => holds(comparable(field, column.value(row)), first);
}

type OneToOne = Exclude<Operator, 'IN' | 'NOT IN' | 'LIKE'>;

/** Nothing is greater or less than no value. */
const COMPARISONS: Readonly<Record<OneToOne, (value: Comparable, wanted: Comparable) => boolean>> = {
  '=': (value, wanted) => value === wanted,
  '!=': (value, wanted) => value !== wanted,
  '<': (value, wanted) => value !== null && wanted !== null && value < wanted,
  '<=': (value, wanted) => value !== null && wanted !== null && value <= wanted,
  '>': (value, wanted) => value !== null && wanted !== null && value > wanted,
  '>=': (value, wanted) => value !== null && wanted !== null && value >= wanted,
};

/** `%` stands for any text and `_` for any one character. */
function likePattern(pattern: string): RegExp {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('%', '.*').replaceAll('_', '.')}$`, 's');
}
