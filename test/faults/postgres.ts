import { testServer } from '@tamis/postgres/testing';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgresUrl: string;
  }
}

/** One PostgreSQL for all tests of faults; every test has a database of its own on it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  project.provide('postgresUrl', server.url);
  return () => server.close();
}
