import type { TestProject } from 'vitest/node';
import { testServer } from '../../src/testing.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgresUrl: string;
  }
}

/** One server for all test files; vitest calls the answer at the end of the run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  project.provide('postgresUrl', server.url);
  return () => server.close();
}
