import type { Rule, Violation } from './rule.ts';

/** The stages of an adapter, by their one name; each is `NAME.ts`, or a folder `NAME/` with an `index.ts`. */
const STAGES = new Set([
  'index',
  'adapter',
  'client',
  'wire',
  'objects',
  'ownFields',
  'describe',
  'pull',
  'read',
  'push',
  'provision',
  'oauth',
  'limits',
  'refusals',
  'tasks',
  'defaultMapping',
  'nativeStages',
]);

/** A module of an adapter: its package, its stage, and what lies within the stage. */
const PLACE = /^(packages\/adapter-(?!conformance\/)[^/]+)\/src\/([^/]+?)(?:\.ts|\/(.+))$/;

/** Whoever knows one adapter finds the way in all of them. */
export const floorPlan: Rule = {
  name: 'build every adapter on the same floor plan',
  reason:
    'what one vendor alone needs is a detail of a stage that all have, and a reader looks for it where it is in the others',
  check: ({ modules }) => {
    const paths = modules.map(({ path }) => path);
    return paths.flatMap((path) => judge(path, new Set(paths)));
  },
};

function judge(path: string, paths: ReadonlySet<string>): Violation[] {
  const [, folder = '', stage = '', inside] = PLACE.exec(path) ?? [];
  if (folder === '') return [];
  if (!STAGES.has(stage)) return [{ path, what: `${stage} is no stage: it belongs inside one` }];
  if (inside === undefined) return [];
  if (paths.has(`${folder}/src/${stage}.ts`)) return [{ path, what: `${stage} is a file and a folder` }];
  if (!paths.has(`${folder}/src/${stage}/index.ts`)) return [{ path, what: `${stage}/ has no index.ts` }];
  return [];
}
