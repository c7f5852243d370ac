import type { Module } from '../house/module.ts';
import type { House } from '../house/readHouse.ts';
import { isShipped, resolve, workspaceOf } from '../house/resolve.ts';
import type { Rule, Violation } from './rule.ts';

/** The door of test support, `@tamis/<package>/testing`. */
const TESTING = /\/testing$/;

/** The settings of vitest that every workspace starts from. */
const ALLOWED_OUTSIDE = new Set(['vitest.shared.ts']);

/** Another package is entered through its `exports` alone, and shipped code never leads into tests. */
export const publicDoors: Rule = {
  name: 'enter a package through its public doors',
  reason: 'what a package does not export it may change without asking anyone',
  check: (house) => house.modules.flatMap((module) => judge(house, module)),
};

function judge(house: House, module: Module): Violation[] {
  const home = workspaceOf(house, module.path);
  return module.imports.flatMap((each) => {
    const target = resolve(house, module, each);
    const at = { path: module.path, line: each.line };
    if (target.kind === 'shutDoor') return [{ ...at, what: `${each.specifier} is no public door` }];
    if (isShipped(module.path) && TESTING.test(each.specifier)) {
      return [{ ...at, what: `${each.specifier} is for tests` }];
    }
    if (target.kind !== 'module' || ALLOWED_OUTSIDE.has(target.path)) return [];
    if (workspaceOf(house, target.path) !== home)
      return [{ ...at, what: `${each.specifier} leaves its package` }];
    if (isShipped(module.path) && !isShipped(target.path)) {
      return [{ ...at, what: `${each.specifier} leaves what is shipped` }];
    }
    return [];
  });
}
