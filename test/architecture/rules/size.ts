import { isShipped } from '../house/resolve.ts';
import type { Rule } from './rule.ts';

const LONGEST_FILE = 300;
const LONGEST_FUNCTION = 50;
/** Markup takes a line per element and no thought per line. */
const LONGEST_COMPONENT = 65;
const MOST_PARAMETERS = 3;

/** Functions whose parameters are part of the plan: lead, score, standing and instant decide a stage. */
const FOUR_PARAMETERS = new Set([
  'packages/core/src/qualification/qualify.ts',
  // Express knows an error handler by its four parameters: https://expressjs.com/en/guide/error-handling.html
  'apps/sync/src/serve/app.ts',
]);

/** Files and functions fit into a reader's head. */
export const size: Rule = {
  name: `keep files within ${LONGEST_FILE} lines, functions within ${LONGEST_FUNCTION} lines (components ${LONGEST_COMPONENT}) and ${MOST_PARAMETERS} parameters`,
  reason: 'what does not fit on a screen or two has more than one subject',
  check: ({ modules }) =>
    modules
      .filter(({ path }) => isShipped(path))
      .flatMap(({ path, lines, functions }) => [
        ...(lines > LONGEST_FILE ? [{ path, what: `has ${lines} lines` }] : []),
        ...functions
          .filter((each) => each.lines > (path.endsWith('.tsx') ? LONGEST_COMPONENT : LONGEST_FUNCTION))
          .map((each) => ({ path, line: each.line, what: `has a function of ${each.lines} lines` })),
        ...functions
          .filter((each) => each.parameters > (FOUR_PARAMETERS.has(path) ? 4 : MOST_PARAMETERS))
          .map((each) => ({
            path,
            line: each.line,
            what: `has a function of ${each.parameters} parameters`,
          })),
      ]),
};
