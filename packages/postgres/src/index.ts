export { cloneDatabase, createDatabase, dropDatabase, ensureDatabase, urlOfDatabase } from './databases.ts';
export { type DataFolderInputs, defaultDataFolder } from './dataFolder.ts';
export { DatabaseUnavailable } from './errors.ts';
export { openKysely } from './kysely.ts';
export { type Migrations, migrateToLatest, requireSchema, SchemaMismatch } from './migrate.ts';
export { type DatabaseLocation, type OpenDatabase, openDatabase } from './openDatabase.ts';
export type { PoolOptions } from './pool.ts';
