import { isShipped } from '../house/resolve.ts';
import type { Rule } from './rule.ts';

/** The composition root, and the file beside it that gives the environment its types. */
const READERS = new Set(['apps/sync/src/main.ts', 'apps/sync/src/environment.ts']);

/** One place reads the environment. */
export const environment: Rule = {
  name: 'read the environment in the composition root alone',
  reason:
    'a setting that is read in one place is parsed once, documented once, and handed to tests without tricks',
  check: ({ modules }) =>
    modules
      .filter(({ path }) => isShipped(path) && !READERS.has(path))
      .flatMap(({ path, reaches, imports }) => [
        ...reaches
          .filter(({ name }) => ['process.env', 'process.*', 'process.loadEnvFile'].includes(name))
          .map(({ name, line }) => ({ path, line, what: `reads ${name}` })),
        ...imports
          .filter(({ specifier }) => specifier === 'node:process')
          .map(({ line }) => ({ path, line, what: 'imports node:process, use the global' })),
      ]),
};
