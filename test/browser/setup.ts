import { testServer } from '@tamis/postgres/testing';
import type { TestProject } from 'vitest/node';
import { type Chromium, findChromium } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly chromium: Chromium;
    readonly postgresUrl: string;
  }
}

/** One PostgreSQL and one unpacked Chromium for all tests of the page. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { TMPDIR } = process.env;
  project.provide('chromium', await findChromium());
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  const server = await testServer();
  project.provide('postgresUrl', server.url);
  return () => server.close();
}
