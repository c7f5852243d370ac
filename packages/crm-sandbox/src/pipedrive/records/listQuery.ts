import { integerParameter, listParameter } from '../body.ts';
import { validationFailed } from '../errors.ts';
import { parseRfc3339 } from '../time.ts';
import { type Cursor, readCursor } from './cursor.ts';
import type { ObjectType } from './objectType.ts';

/** What a v2 list is asked for: https://pipedrive.readme.io/docs/core-api-concepts-pagination */
export interface ListQuery {
  readonly limit: number;
  readonly cursor: Cursor | null;
  readonly sortBy: string;
  readonly direction: 'asc' | 'desc';
  /** Inclusive at both ends, epoch milliseconds. */
  readonly updatedSince: number | null;
  readonly updatedUntil: number | null;
  readonly ids: ReadonlySet<string> | null;
  /** A saved filter; it overrides all others. */
  readonly filterId: number | null;
  /** Attribute and the one value asked for, as text. */
  readonly equal: readonly (readonly [name: string, value: string])[];
  /** The deal whose person is asked for; persons alone have it. */
  readonly dealId: number | null;
  /** Statuses of deals asked for; `null` where none was. */
  readonly statuses: readonly string[] | null;
}

const MOST_RECORDS = 500;
const MOST_IDS = 100;
const MOST_CUSTOM_FIELDS = 15;

/** Reads the query of a list; throws the 400 that v2 answers. */
export function readListQuery(type: ObjectType, query: URLSearchParams): ListQuery {
  const cursor = query.get('cursor');
  const ids = listParameter(query, 'ids');
  const statuses = type.name === 'deals' ? listParameter(query, 'status') : [];
  if (ids.length > MOST_IDS) throw validationFailed(`ids: Too many, at most ${MOST_IDS}`);
  return {
    limit: limitOf(query),
    cursor: cursor === null || cursor === '' ? null : readCursor(cursor),
    sortBy: oneOf(query, { name: 'sort_by', choices: type.sortKeys, otherwise: 'id' }),
    direction: oneOf(query, { name: 'sort_direction', choices: ['asc', 'desc'] as const, otherwise: 'asc' }),
    updatedSince: instant(query, 'updated_since'),
    updatedUntil: instant(query, 'updated_until'),
    ids: ids.length === 0 ? null : new Set(ids),
    filterId: integerParameter(query, 'filter_id') ?? null,
    equal: type.filters.flatMap((name) => {
      const value = query.get(name);
      return value === null || value === '' ? [] : [[name, value] as const];
    }),
    dealId: type.name === 'persons' ? (integerParameter(query, 'deal_id') ?? null) : null,
    statuses: statuses.length === 0 ? null : statuses,
  };
}

/** Keys of custom fields to show; `null` for all. */
export function readCustomFields(query: URLSearchParams): readonly string[] | null {
  const keys = listParameter(query, 'custom_fields');
  if (keys.length > MOST_CUSTOM_FIELDS)
    throw validationFailed(`custom_fields: Too many, at most ${MOST_CUSTOM_FIELDS}`);
  return keys.length === 0 ? null : keys;
}

function limitOf(query: URLSearchParams): number {
  const limit = integerParameter(query, 'limit') ?? 100;
  if (limit < 1 || limit > MOST_RECORDS)
    throw validationFailed(`limit: Number must be between 1 and ${MOST_RECORDS}`);
  return limit;
}

function oneOf<T extends string>(
  query: URLSearchParams,
  parameter: { readonly name: string; readonly choices: readonly T[]; readonly otherwise: T },
): T {
  const { name, choices, otherwise } = parameter;
  const text = query.get(name);
  if (text === null || text === '') return otherwise;
  const choice = choices.find((each) => each === text);
  if (choice === undefined) throw validationFailed(`${name}: Expected one of ${choices.join(', ')}`);
  return choice;
}

function instant(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null || text === '') return null;
  const at = parseRfc3339(text);
  if (at === null) throw validationFailed(`${name}: '${text}' is not a valid datetime`);
  return at;
}
