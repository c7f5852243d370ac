import { migrateToLatest, openKysely } from '@tamis/postgres';
import { testServer } from '@tamis/postgres/testing';
import type { TestProject } from 'vitest/node';
import { migrations } from '../src/store/migrations/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgresUrl: string;
    readonly template: string;
  }
}

/** One PostgreSQL for the whole test run, with one migrated database that every test file copies. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  project.provide('postgresUrl', server.url);
  project.provide(
    'template',
    await server.template('tamis_template', async (database) => {
      await migrateToLatest(openKysely(database, { max: 1 }), migrations);
    }),
  );
  return () => server.close();
}
