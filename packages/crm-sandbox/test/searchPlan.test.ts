import { array, assert, constantFrom, integer, oneof, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SandboxClock } from '../src/clock.ts';
import { HubSpotAccount } from '../src/hubspot/account.ts';
import { loadRecord } from '../src/hubspot/records/load.ts';
import { applyWrite } from '../src/hubspot/records/write.ts';
import type { SearchRequest } from '../src/hubspot/search/request.ts';
import { search } from '../src/hubspot/search/search.ts';

const COUNT = 60;

/** An account of contacts of which some were modified later, several of them in one millisecond. */
function accountWith(modified: readonly number[]): HubSpotAccount {
  const account = new HubSpotAccount(new SandboxClock());
  const store = account.store('contacts');
  for (let at = 0; at < COUNT; at += 1)
    loadRecord(store, { createdAt: 1000 + at, modifiedAt: 1000 + (at % 7), values: {} });
  search(account, store, {
    groups: [],
    sort: { property: 'lastmodifieddate', descending: false },
    query: null,
    properties: [],
    limit: 1,
    offset: 0,
  });
  for (const row of modified)
    applyWrite(account, store, {
      row,
      values: new Map([['jobtitle', `t${row}`]]),
      change: { at: 1005 + (row % 3), source: 'INTEGRATION' },
    });
  return account;
}

const filter = oneof(
  record({
    propertyName: constantFrom('hs_object_id'),
    operator: constantFrom('GT' as const, 'GTE' as const, 'LT' as const, 'LTE' as const, 'EQ' as const),
    value: integer({ min: 50, max: 101 + 50 * COUNT }).map(String),
  }),
  record({
    propertyName: constantFrom('lastmodifieddate'),
    operator: constantFrom('GT' as const, 'GTE' as const, 'LT' as const, 'LTE' as const, 'EQ' as const),
    value: integer({ min: 998, max: 1009 }).map(String),
  }),
);

const COMPARE = {
  GT: (a: number, b: number) => a > b,
  GTE: (a: number, b: number) => a >= b,
  LT: (a: number, b: number) => a < b,
  LTE: (a: number, b: number) => a <= b,
  EQ: (a: number, b: number) => a === b,
};

describe('the plan of a search', () => {
  it('finds by index exactly what looking at every record would find, in the same order', () => {
    const inputs = record({
      modified: array(integer({ min: 0, max: COUNT - 1 }), { maxLength: 20 }),
      filters: array(filter, { maxLength: 4 }),
      sort: constantFrom('hs_object_id', 'lastmodifieddate'),
      descending: constantFrom(true, false),
    });
    assert(
      property(inputs, ({ modified, filters, sort, descending }) => {
        const account = accountWith(modified);
        const { table } = account.store('contacts');
        const key = (row: number, name: string) =>
          name === 'hs_object_id' ? table.id(row) : table.modifiedAt(row);
        const expected = Array.from({ length: COUNT }, (_, row) => row)
          .filter((row) =>
            filters.every((each) => COMPARE[each.operator](key(row, each.propertyName), Number(each.value))),
          )
          .map((row) => key(row, sort));
        expected.sort((a, b) => (descending ? b - a : a - b));
        const request: SearchRequest = {
          groups: filters.length === 0 ? [] : [filters],
          sort: { property: sort, descending },
          query: null,
          properties: [],
          limit: 200,
          offset: 0,
        };
        const page = search(account, account.store('contacts'), request);
        const found = page.results.map(({ id }) => key(table.rowOf(Number(id)) ?? -1, sort));
        expect(found).toEqual(expected);
        expect(page.total).toBe(expected.length);
      }),
    );
  });
});
