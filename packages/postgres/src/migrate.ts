import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';

/** Migrations by name; they run in the order of their names, so start each with a number: `'0001_leads'`. */
export type Migrations = Readonly<Record<string, Migration>>;

/**
 * The schema is not the one this program knows. `direction` says which side is behind: `'newer'`, a newer release has
 * migrated the database; `'older'`, the migrations have not run yet.
 */
export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch';
  readonly direction: 'newer' | 'older';

  constructor(direction: 'newer' | 'older', migrations: readonly string[]) {
    const list = migrations.join(', ');
    super(
      direction === 'newer'
        ? `The database was migrated by a newer release (${list}). Update this one.`
        : `The database has not been migrated to this release (${list} missing). Start the service once, which migrates it.`,
    );
    this.direction = direction;
  }
}

/**
 * Brings a database to the newest schema of `migrations`; answers the names it ran, in order. One transaction under
 * Kysely's lock, so processes that start together migrate once and a failure leaves nothing behind.
 * Throws `SchemaMismatch` where a newer release has migrated it, and the migration's own error.
 */
export async function migrateToLatest<Tables>(
  db: Kysely<Tables>,
  migrations: Migrations,
): Promise<readonly string[]> {
  await refuseNewer(db, migrations);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await refuseNewer(db, migrations);
    throw error;
  }
  return results.map(({ migrationName }) => migrationName);
}

/** Throws `SchemaMismatch` unless the database has exactly these migrations. For a worker, before each run. */
export async function requireSchema<Tables>(db: Kysely<Tables>, migrations: Migrations): Promise<void> {
  const executed = new Set(await refuseNewer(db, migrations));
  const missing = Object.keys(migrations).filter((name) => !executed.has(name));
  if (missing.length > 0) throw new SchemaMismatch('older', missing);
}

async function refuseNewer<Tables>(db: Kysely<Tables>, migrations: Migrations): Promise<readonly string[]> {
  const executed = await executedMigrations(db);
  const unknown = executed.filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0) throw new SchemaMismatch('newer', unknown);
  return executed;
}

/** Kysely's own table; it is absent before the first migration. */
async function executedMigrations<Tables>(db: Kysely<Tables>): Promise<readonly string[]> {
  const found = await sql<{
    present: boolean;
  }>`SELECT to_regclass('kysely_migration') IS NOT NULL AS present`.execute(db);
  if (found.rows[0]?.present !== true) return [];
  const { rows } = await sql<{ name: string }>`SELECT name FROM kysely_migration ORDER BY name`.execute(db);
  return rows.map(({ name }) => name);
}
