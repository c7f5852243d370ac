import type { Migration } from 'kysely/migration';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { migrateToLatest, openKysely, requireSchema, SchemaMismatch } from '../src/index.ts';
import { type FreshDatabase, freshDatabase } from '../src/testing.ts';

interface Tables {
  readonly lead: { readonly id: number };
}

const leads: Migration = {
  up: (db) => db.schema.createTable('lead').addColumn('id', 'bigint').execute(),
};
const scores: Migration = {
  up: (db) => db.schema.alterTable('lead').addColumn('score', 'integer').execute(),
};
const old = { '0001_leads': leads };
const current = { '0001_leads': leads, '0002_scores': scores };

async function newDatabase(): Promise<FreshDatabase> {
  const database = await freshDatabase(inject('postgresUrl'));
  onTestFinished(() => database.drop());
  return database;
}

describe('migrations', () => {
  test('run in order, once, on a pool of one as well', async () => {
    const db = openKysely<Tables>(await newDatabase(), { max: 1 });
    expect(await migrateToLatest(db, old)).toEqual(['0001_leads']);
    expect(await migrateToLatest(db, current)).toEqual(['0002_scores']);
    expect(await migrateToLatest(db, current)).toEqual([]);
    await requireSchema(db, current);
    await db.insertInto('lead').values({ id: 7 }).execute();
    expect(await db.selectFrom('lead').select('id').execute()).toEqual([{ id: 7 }]);
  });

  test('run once where several processes start together', async () => {
    const database = await newDatabase();
    const starts = [1, 2, 3, 4].map(() => migrateToLatest(openKysely(database, { max: 2 }), current));
    const ran = await Promise.all(starts);
    expect(ran.flat().sort()).toEqual(['0001_leads', '0002_scores']);
  });

  test('leave nothing behind when one fails', async () => {
    const db = openKysely<Tables>(await newDatabase(), { max: 1 });
    const failing: Migration = { up: () => Promise.reject(new Error('no such luck')) };
    await expect(migrateToLatest(db, { ...old, '0002_failing': failing })).rejects.toThrow('no such luck');
    await expect(db.selectFrom('lead').selectAll().execute()).rejects.toThrow('does not exist');
    expect(await migrateToLatest(db, current)).toEqual(['0001_leads', '0002_scores']);
  });

  test('of a newer release are refused by an older one, which changes nothing', async () => {
    const db = openKysely<Tables>(await newDatabase(), { max: 1 });
    await migrateToLatest(db, current);
    for (const attempt of [migrateToLatest(db, old), requireSchema(db, old)]) {
      await expect(attempt).rejects.toThrow(
        'The database was migrated by a newer release (0002_scores). Update this one.',
      );
    }
  });

  test('not yet run are a reason for a worker to wait', async () => {
    const db = openKysely<Tables>(await newDatabase(), { max: 1 });
    await expect(requireSchema(db, current)).rejects.toThrow(SchemaMismatch);
    await migrateToLatest(db, old);
    await expect(requireSchema(db, current)).rejects.toMatchObject({ direction: 'older' });
  });
});
