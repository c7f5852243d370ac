import type { ViteUserConfig } from 'vitest/config';

/** Settings every package's `vitest.config.ts` starts from: sources resolve as TypeScript, built files are never tests. */
export const shared: ViteUserConfig = {
  resolve: { conditions: ['@tamis/source'] },
  ssr: { resolve: { conditions: ['@tamis/source'] } },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // No module keeps state, so files of one worker share what they import.
    isolate: false,
    // Most tests wait for a CRM's limits or for a database.
    maxWorkers: 2,
    execArgv: ['--conditions=@tamis/source'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
};
