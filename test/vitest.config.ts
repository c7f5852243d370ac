import { defineConfig, mergeConfig } from 'vitest/config';
import { shared } from '../vitest.shared.ts';

/** Only the tests of faults and of convergence need a PostgreSQL; the others do not wait for one. */
export default defineConfig({
  test: {
    projects: [
      mergeConfig(shared, {
        test: {
          name: 'house',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', 'convergence/**', 'faults/**', 'browser/**'],
          // Whole command lines, beside the tests of faults: how long they take is no promise.
          testTimeout: 120_000,
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      }),
      mergeConfig(shared, {
        test: {
          name: 'browser',
          include: ['browser/**/*.test.ts'],
          globalSetup: ['./browser/setup.ts'],
          testTimeout: 180_000,
          // Each file has a service, a CRM and a browser of its own.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      }),
      mergeConfig(shared, {
        test: {
          name: 'faults',
          include: ['faults/**/*.test.ts'],
          globalSetup: ['./faults/postgres.ts'],
          testTimeout: 120_000,
          // The tests mostly wait for the CRM's windows.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      }),
      mergeConfig(shared, {
        test: {
          name: 'convergence',
          include: ['convergence/**/*.test.ts'],
          globalSetup: ['./faults/postgres.ts'],
          testTimeout: 120_000,
          // A whole world is lived through before the first test.
          hookTimeout: 300_000,
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      }),
    ],
  },
});
