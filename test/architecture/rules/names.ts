import type { Rule } from './rule.ts';

const EMPTY_NAME = /^(utils?|helpers?|common|misc|shared|stuff)$/i;

/** Files and folders are named after what they do. */
export const names: Rule = {
  name: 'name files and folders after what they do',
  reason: 'a drawer called utils fills with things that nobody finds again',
  check: ({ modules }) =>
    modules.flatMap(({ path }) => {
      const parts = path.replace(/\.[^/]*$/, '').split('/');
      const empty = parts.find((part) => EMPTY_NAME.test(part));
      return empty === undefined ? [] : [{ path, what: `is called ${empty}` }];
    }),
};
