import { randomBytes } from 'node:crypto';
import { type FreshDatabase, freshDatabase } from '@tamis/postgres/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openStore, type Store } from '../../src/service/openStore.ts';
import type { Service } from '../../src/service/service.ts';
import { saveConnection } from '../../src/store/connections.ts';
import { createLeads } from '../../src/store/people/leadRows.ts';
import {
  type LinkedPerson,
  linksOfLeads,
  linksOfRecords,
  linksTiedTo,
  linksWithAddress,
  refOf,
  saveLinks,
} from '../../src/store/people/links.ts';
import type { Queries } from '../../src/store/schema.ts';
import { firstWorkspace } from '../../src/store/workspaces.ts';

const PAGES = 6;
const PAGE = 500;
const ACCOUNT = { id: '1', name: 'Test account', timeZone: 'UTC', uiUrl: 'https://crm.example' };

let database: FreshDatabase;
let store: Store;
let service: Service;
let people: LinkedPerson[];

/** Every second person is named by the one after. */
beforeAll(async () => {
  database = await freshDatabase(inject('postgresUrl'), inject('template'));
  store = await openStore(database, randomBytes(32));
  const workspace = await firstWorkspace(store.owner, { name: 'test', language: 'en' });
  service = await store.workspace(workspace);
  const connectionId = await saveConnection(service.db, workspace.id, {
    vendor: 'test',
    mappingVersion: 1,
    apiUrl: 'http://localhost',
    account: ACCOUNT,
    mapping: { version: 1, fields: [], signals: [], activities: [] },
  });
  const leads = await createLeads(service.db, workspace.id, PAGES * PAGE);
  const ref = (number: number) => refOf({ connectionId, object: 'contacts', id: String(number) });
  people = leads.map((leadId, number) => ({
    ref: ref(number),
    leadId,
    originLead: leadId,
    emailKey: `p${number}@firm.example`,
    roleAddress: false,
    firstName: '',
    lastName: '',
    ties: number % 2 === 1 ? [ref(number - 1)] : [],
    byHand: null,
    reason: { kind: 'alone', blocked: null },
    live: false,
    wentOnAs: null,
    identified: true,
  }));
  for (let page = 0; page < PAGES; page += 1)
    await saveLinks(service.db, workspace.id, people.slice(page * PAGE, (page + 1) * PAGE));
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

/** What a query finds, and how many rows of links it reads one after the other on the way. */
async function costOf(
  find: (queries: Queries, workspaceId: string) => Promise<readonly LinkedPerson[]>,
): Promise<{ found: ReadonlySet<string>; rowsScanned: number }> {
  const { db, workspace } = service;
  return db.transaction().execute(async (queries) => {
    const before = await rowsScannedIn(queries);
    const found = await find(queries, workspace.id);
    const rowsScanned = (await rowsScannedIn(queries)) - before;
    return { found: new Set(found.map(({ ref }) => ref)), rowsScanned };
  });
}

/** By the connection so far: https://www.postgresql.org/docs/18/monitoring-stats.html */
async function rowsScannedIn(queries: Queries): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select sum(seq_tup_read)::int as read from pg_stat_xact_all_tables where relname in ('links', 'link_ties')`.execute(
    queries,
  );
  return rows[0]?.read ?? Number.NaN;
}

it.each([
  ['records', linksOfRecords, ({ ref }: LinkedPerson) => ref],
  ['leads', linksOfLeads, ({ leadId }: LinkedPerson) => leadId ?? ''],
  ['addresses', linksWithAddress, ({ emailKey }: LinkedPerson) => emailKey ?? ''],
])(
  'a page of %s is found without reading everybody else, in a database that is minutes old',
  async (...row) => {
    const [, find, keyOf] = row;
    const page = people.slice(700, 900);
    const { found, rowsScanned } = await costOf((queries, workspaceId) =>
      find(queries, workspaceId, page.map(keyOf)),
    );
    expect(found).toEqual(new Set(page.map(({ ref }) => ref)));
    expect(rowsScanned).toBe(0);
  },
);

it('so are those who are tied to a page of records', async () => {
  const page = people.slice(700, 900);
  const { found, rowsScanned } = await costOf((queries, workspaceId) =>
    linksTiedTo(
      queries,
      workspaceId,
      page.map(({ ref }) => ref),
    ),
  );
  expect(found).toEqual(new Set(page.filter(({ ties }) => ties.length > 0).map(({ ref }) => ref)));
  expect(rowsScanned).toBe(0);
});

it('a tie that a record no longer says finds nobody', async () => {
  const { db, workspace } = service;
  const [named, naming] = people;
  if (named === undefined || naming === undefined) throw new Error('There are no people.');
  expect(await linksTiedTo(db, workspace.id, [named.ref])).toMatchObject([{ ref: naming.ref }]);
  await saveLinks(db, workspace.id, [{ ...naming, ties: [] }]);
  expect(await linksTiedTo(db, workspace.id, [named.ref])).toEqual([]);
});
