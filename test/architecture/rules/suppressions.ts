import type { Rule } from './rule.ts';

/** Comments that switch a checker off for a whole file, or whose checker is not used here. */
const FORBIDDEN =
  /^@ts-(ignore|nocheck)|^(eslint|oxlint|prettier)-|^biome-ignore-(all|start|end)|^(v8|c8|istanbul) ignore/;

/** A suppression and, behind a colon or a dash, its reason. */
const SUPPRESSION = /^(biome-ignore|@ts-expect-error)/;
const WITH_REASON = /^(biome-ignore [^:]+:|@ts-expect-error\b[\s:—-]*)\s*\S+ \S+ \S+/;

/** A rule is switched off for one line and with a reason, or not at all. */
export const suppressions: Rule = {
  name: 'suppress a check for one line only, with its reason',
  reason: 'the next reader has to know whether the exception still holds',
  check: ({ modules }) =>
    modules.flatMap(({ path, comments }) =>
      comments
        .filter(({ text }) => FORBIDDEN.test(text) || (SUPPRESSION.test(text) && !WITH_REASON.test(text)))
        .map(({ text, line }) => ({ path, line, what: `suppresses without a reason: ${text}` })),
    ),
};
