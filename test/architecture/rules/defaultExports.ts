import type { Rule } from './rule.ts';

/** vitest and vite read their settings from a default export. */
const ALLOWED = /(^|\/)vite(st)?\.config\.ts$/;

/** Exports have names. */
export const defaultExports: Rule = {
  name: 'export by name',
  reason: 'a thing has one name wherever it is used, and a search for the name finds every use',
  check: ({ modules }) =>
    modules
      .filter(({ path }) => !ALLOWED.test(path))
      .flatMap(({ path, defaultExports: found }) =>
        found.map((line) => ({ path, line, what: 'exports a default' })),
      ),
};
