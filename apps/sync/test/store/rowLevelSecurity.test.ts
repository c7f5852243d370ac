import { randomBytes } from 'node:crypto';
import { freshDatabase } from '@tamis/postgres/testing';
import { sql } from 'kysely';
import { expect, inject, it } from 'vitest';
import { openStore } from '../../src/service/openStore.ts';
import { workspaceOf } from '../../src/store/workspaces.ts';

async function twoCompanies() {
  const database = await freshDatabase(inject('postgresUrl'), inject('template'));
  const store = await openStore(database, randomBytes(32));
  const ids: string[] = [];
  for (const name of ['ours', 'theirs']) {
    const { id } = await store.owner
      .insertInto('workspaces')
      .values({ name, language: 'en' })
      .returning('id')
      .executeTakeFirstOrThrow();
    ids.push(String(id));
    await sql`insert into leads (workspace_id, dirty) values (${id}, false)`.execute(store.owner);
  }
  const [ours = '', theirs = ''] = ids;
  const { db } = await store.workspace(await workspaceOf(store.owner, ours));
  return { database, store, db, ours, theirs };
}

it('a query that forgets its workspace sees the rows of one company alone', async () => {
  const { database, store, db, ours } = await twoCompanies();
  const leads = await db.selectFrom('leads').select('workspace_id').execute();
  expect(leads.map(({ workspace_id }) => String(workspace_id))).toEqual([ours]);
  const workspaces = await db.selectFrom('workspaces').select('name').execute();
  expect(workspaces).toEqual([{ name: 'ours' }]);
  await store.close();
  await database.drop();
});

it('a row of another company can neither be written nor changed', async () => {
  const { database, store, db, theirs } = await twoCompanies();
  const stolen = sql`insert into leads (workspace_id, dirty) values (${theirs}, false)`.execute(db);
  await expect(stolen).rejects.toThrow(/row-level security/);
  const { numUpdatedRows } = await db.updateTable('leads').set({ dirty: true }).executeTakeFirstOrThrow();
  expect(numUpdatedRows).toBe(1n);
  await store.close();
  await database.drop();
});

it('the secrets of people are out of reach, and every table that holds a company’s rows is locked', async () => {
  const { database, store, db } = await twoCompanies();
  for (const table of ['users', 'sessions', 'invitations', 'oauth_states'])
    await expect(sql.raw(`select * from ${table}`).execute(db)).rejects.toThrow(/permission denied/);
  const open = await sql<{ name: string }>`
    select columns.table_name as name from information_schema.columns
    join pg_class on pg_class.relname = columns.table_name and pg_class.relkind = 'r'
    where column_name = 'workspace_id' and table_schema = 'public'
      and (not relrowsecurity or not exists (select from pg_policies where tablename = columns.table_name))`.execute(
    store.owner,
  );
  expect(open.rows).toEqual([]);
  await store.close();
  await database.drop();
});
