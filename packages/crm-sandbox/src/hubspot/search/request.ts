import { z } from 'zod';
import { invalidJson, validationError } from '../errors.ts';
import type { ObjectStore } from '../records/objectStore.ts';

/** The limits of a search: https://developers.hubspot.com/docs/api-reference/search/guide#limitations */
const SEARCH_CAPS = {
  page: 200,
  results: 10_000,
  bodyCharacters: 3000,
  groups: 5,
  filtersPerGroup: 6,
  filters: 18,
} as const;

const OPERATORS = [
  'EQ',
  'NEQ',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'BETWEEN',
  'IN',
  'NOT_IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
  'CONTAINS_TOKEN',
  'NOT_CONTAINS_TOKEN',
] as const;

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const filterSchema = z.object({
  propertyName: z.string(),
  operator: z.enum(OPERATORS),
  value: scalar.optional(),
  highValue: scalar.optional(),
  values: z.array(scalar).optional(),
});
export type Filter = z.infer<typeof filterSchema>;

const sortSchema = z.union([
  z.string(),
  z.object({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING') }),
]);

const searchSchema = z.object({
  filterGroups: z.array(z.object({ filters: z.array(filterSchema) })).default([]),
  filters: z.array(filterSchema).default([]),
  sorts: z.array(sortSchema).default([]),
  query: z.string().optional(),
  properties: z.array(z.string()).default([]),
  limit: z.coerce.number().int().min(0).default(10),
  after: z.coerce.number().int().min(0).default(0),
});

/** A search as asked for, within the caps. Groups are alternatives; the filters of one hold together. */
export interface SearchRequest {
  readonly groups: readonly (readonly Filter[])[];
  readonly sort: SearchSort | null;
  readonly query: string | null;
  readonly properties: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

export interface SearchSort {
  readonly property: string;
  readonly descending: boolean;
}

/** Reads a search body; throws the 400 for one that is malformed or over a cap. */
export function parseSearch(store: ObjectStore, text: string): SearchRequest {
  if (text.length > SEARCH_CAPS.bodyCharacters)
    throw validationError(
      `The request body must not be longer than ${SEARCH_CAPS.bodyCharacters} characters.`,
    );
  const parsed = searchSchema.safeParse(readJson(text));
  if (!parsed.success) throw invalidJson(z.prettifyError(parsed.error));
  const groups = [parsed.data.filters, ...parsed.data.filterGroups.map(({ filters }) => filters)].filter(
    (filters) => filters.length > 0,
  );
  const { query, properties, limit, after, sorts } = parsed.data;
  refuseTooMuch({ groups, sorts: sorts.length, limit, offset: after });
  refuseUnknownProperties(store, groups.flat());
  const sort = sorts[0] === undefined ? null : parseSort(sorts[0]);
  return { groups, sort, query: query ?? null, properties, limit, offset: after };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch (error) {
    throw invalidJson(error instanceof Error ? error.message : String(error));
  }
}

function refuseTooMuch(asked: {
  groups: readonly (readonly Filter[])[];
  sorts: number;
  limit: number;
  offset: number;
}): void {
  const { groups, sorts, limit, offset } = asked;
  const { page, results, filtersPerGroup, filters } = SEARCH_CAPS;
  if (limit > page) throw validationError(`The maximum limit is ${page}, but ${limit} was asked for.`);
  if (offset + limit > results)
    throw validationError(
      `Search can page through at most ${results} results; narrow the filters to read more.`,
    );
  if (groups.length > SEARCH_CAPS.groups)
    throw validationError(`At most ${SEARCH_CAPS.groups} filter groups are allowed.`);
  if (groups.some((group) => group.length > filtersPerGroup))
    throw validationError(`At most ${filtersPerGroup} filters are allowed in a filter group.`);
  if (groups.flat().length > filters) throw validationError(`At most ${filters} filters are allowed in all.`);
  if (sorts > 1) throw validationError('Only one sort is allowed.');
}

function refuseUnknownProperties(store: ObjectStore, filters: readonly Filter[]): void {
  for (const { propertyName } of filters) {
    if (propertyName.startsWith('associations.') || store.properties.get(propertyName) !== undefined)
      continue;
    const message = `Property "${propertyName}" does not exist`;
    throw validationError('There was a problem with the request.', [
      { message, code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: [propertyName] } },
    ]);
  }
}

/** A sort is an object, the name of a property, or the name behind a minus sign. */
function parseSort(sort: z.infer<typeof sortSchema>): SearchSort {
  if (typeof sort !== 'string')
    return { property: sort.propertyName, descending: sort.direction === 'DESCENDING' };
  return { property: sort.replace(/^-/, ''), descending: sort.startsWith('-') };
}
