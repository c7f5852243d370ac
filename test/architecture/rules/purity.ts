import type { Rule } from './rule.ts';

const PURE = /^packages\/(core|mapping)\/src\//;

/** What differs from one call to the next with the same arguments, or acts on the world. */
const IMPURE: readonly RegExp[] = [
  /^(Date\.now|new Date\(\)|Date\(\))$/,
  /^(Math\.random|Math\.\*|Date\.\*|Temporal\.Now)$/,
  /^(performance|process|crypto|console|globalThis|localStorage)\./,
  /^(fetch|setTimeout|setInterval|setImmediate|queueMicrotask)\(\)$/,
];

/** Time and chance are arguments. */
export const purity: Rule = {
  name: 'keep core and mapping free of clock, chance and environment',
  reason:
    'the same inputs give the same verdict on any machine, in the service, in the browser and in a replay',
  check: ({ modules }) =>
    modules
      .filter(({ path }) => PURE.test(path))
      .flatMap(({ path, reaches }) =>
        reaches
          .filter(({ name }) => IMPURE.some((pattern) => pattern.test(name)))
          .map(({ name, line }) => ({ path, line, what: `uses ${name}` })),
      ),
};
