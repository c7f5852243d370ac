import type { Rule, Violation } from './rule.ts';

const VENDOR = /hubspot|salesforce|pipedrive/gi;

/** Where any vendor may be named: the registry, the stand-ins, and tests. */
const ANY_VENDOR =
  /^(apps\/sync\/src\/vendors\.ts|packages\/crm-sandbox\/.*|test\/.*|(packages|apps)\/[^/]+\/test\/.*)$/;

/** A vendor is named only where it is spoken to. */
export const vendorNames: Rule = {
  name: 'name a vendor only in its own package, the registry, the sandbox and tests',
  reason:
    'a branch on a vendor in shared code is a difference that the contract should state as a capability',
  check: ({ modules }) => modules.filter(({ path }) => !ANY_VENDOR.test(path)).flatMap(judge),
};

function judge({ path, text }: { readonly path: string; readonly text: string }): Violation[] {
  const own = /^packages\/adapter-([^/]+)\//.exec(path)?.[1];
  const lines = `${path}\n${text}`.split('\n');
  return lines.flatMap((content, line) => {
    const foreign = [...content.matchAll(VENDOR)].find(([name]) => name.toLowerCase() !== own);
    return foreign === undefined ? [] : [{ path, line, what: `names ${foreign[0]}` }];
  });
}
