import type { HttpReply } from '../../http/exchange.ts';
import { integerParameter } from '../body.ts';
import { validationFailed } from '../errors.ts';
import type { Json } from './record.ts';

const MOST_RECORDS = 500;

/** One page of a v1 list, with what its pagination says: https://pipedrive.readme.io/docs/core-api-concepts-pagination */
export function offsetPage<T>(
  query: URLSearchParams,
  all: readonly T[],
  present: (each: T) => Json,
): HttpReply {
  const start = integerParameter(query, 'start') ?? 0;
  const limit = integerParameter(query, 'limit') ?? 100;
  if (limit < 1 || limit > MOST_RECORDS)
    throw validationFailed(`limit: must be between 1 and ${MOST_RECORDS}`);
  const more = start + limit < all.length;
  const pagination = {
    start,
    limit,
    more_items_in_collection: more,
    ...(more ? { next_start: start + limit } : {}),
  };
  const data = all.slice(start, start + limit).map(present);
  return { status: 200, json: { success: true, data, additional_data: { pagination } } };
}
