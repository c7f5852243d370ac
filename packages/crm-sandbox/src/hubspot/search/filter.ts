import type { HubSpotAccount } from '../account.ts';
import { validationError } from '../errors.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { type Comparable, comparable } from './comparable.ts';
import type { Filter } from './request.ts';
import { containsToken } from './tokens.ts';

/** Whether a record, as the index knows it, passes. */
export type Predicate = (row: number) => boolean;

/** Makes a test out of a filter: https://developers.hubspot.com/docs/api-reference/search/guide#filter-search-results */
export function compileFilter(account: HubSpotAccount, store: ObjectStore, filter: Filter): Predicate {
  if (filter.propertyName.startsWith('associations.')) return associatedWith(account, store, filter);
  const values = comparable(store, filter.propertyName);
  switch (filter.operator) {
    case 'HAS_PROPERTY':
      return (row) => values.of(row) !== null;
    case 'NOT_HAS_PROPERTY':
      return (row) => values.of(row) === null;
    case 'CONTAINS_TOKEN':
    case 'NOT_CONTAINS_TOKEN':
      return tokenTest(store, filter);
    case 'IN':
    case 'NOT_IN':
      return membershipTest(values, filter);
    default:
      return comparisonTest(values, filter);
  }
}

function membershipTest(values: Comparable, filter: Filter): Predicate {
  if (filter.values === undefined) throw missing(filter, 'values');
  const wanted = new Set(filter.values.map(values.read));
  const isIn = filter.operator === 'IN';
  return (row) => {
    const value = values.of(row);
    return value === null ? !isIn : wanted.has(value) === isIn;
  };
}

function comparisonTest(values: Comparable, filter: Filter): Predicate {
  const value = bound(values, filter, 'value');
  const { of } = values;
  const high = filter.operator === 'BETWEEN' ? bound(values, filter, 'highValue') : value;
  const test = COMPARISONS[filter.operator];
  if (test === undefined) throw validationError(`Operator ${filter.operator} is not supported.`);
  const passesWithout = filter.operator === 'NEQ';
  return (row) => {
    const present = of(row);
    return present === null ? passesWithout : test(present, value, high);
  };
}

type Value = number | string;

const COMPARISONS: Readonly<
  Partial<Record<Filter['operator'], (present: Value, value: Value, high: Value) => boolean>>
> = {
  EQ: (present, value) => present === value,
  NEQ: (present, value) => present !== value,
  LT: (present, value) => present < value,
  LTE: (present, value) => present <= value,
  GT: (present, value) => present > value,
  GTE: (present, value) => present >= value,
  BETWEEN: (present, value, high) => present >= value && present <= high,
};

/** A filter's value on the property's own scale; throws the 400 where it is missing or makes no sense. */
export function bound(values: Comparable, filter: Filter, key: 'value' | 'highValue'): Value {
  const text = filter[key];
  if (text === undefined) throw missing(filter, key);
  const value = values.read(text);
  if (value === null) throw validationError(`${text} is not a valid value of ${filter.propertyName}.`);
  return value;
}

function tokenTest(store: ObjectStore, filter: Filter): Predicate {
  const { value } = filter;
  if (value === undefined) throw missing(filter, 'value');
  const wanted = filter.operator === 'CONTAINS_TOKEN';
  return (row) => containsToken(store.index.value(row, filter.propertyName) ?? '', value) === wanted;
}

function associatedWith(account: HubSpotAccount, store: ObjectStore, filter: Filter): Predicate {
  const other = account.store(filter.propertyName.slice('associations.'.length)).type.plural;
  const wanted = new Set((filter.values ?? [filter.value ?? '']).map(Number));
  const between = { from: store.type.plural, to: other };
  return (row) => account.associations.of(between, store.table.id(row)).some(({ toId }) => wanted.has(toId));
}

function missing(filter: Filter, key: string) {
  return validationError(`A filter with ${filter.operator} on ${filter.propertyName} needs "${key}".`);
}
