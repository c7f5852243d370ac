/** What a call does, as far as its price is concerned. */
export type CallKind = 'get' | 'list' | 'write' | 'delete' | 'search' | 'merge';

/** Tokens of the day's budget that a call takes: https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting */
const COSTS: Readonly<Record<'v1' | 'v2', Readonly<Record<CallKind, number>>>> = {
  v1: { get: 2, list: 20, write: 10, delete: 6, search: 40, merge: 40 },
  v2: { get: 1, list: 10, write: 5, delete: 3, search: 20, merge: 20 },
};

/** Tokens that a call takes, whatever the limit of its list is. */
export function costOf(version: 'v1' | 'v2', kind: CallKind): number {
  return COSTS[version][kind];
}
