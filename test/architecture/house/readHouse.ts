import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Module } from './module.ts';
import { parseModule } from './parseModule.ts';

/** The folder of the whole repository. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What no one wrote by hand here. */
const NOT_OURS = new Set(['node_modules', 'dist', 'coverage']);

const SOURCE = /\.[cm]?[jt]sx?$/;

/** A workspace as its `package.json` states it. */
export interface Workspace {
  readonly folder: string;
  readonly name: string;
  /** Its public doors, as in `exports`: sub-path → module path from the root of the repository. */
  readonly doors: ReadonlyMap<string, string>;
}

/** Everything the rules judge. */
export interface House {
  readonly workspaces: readonly Workspace[];
  readonly modules: readonly Module[];
}

/** Reads every source file of the repository. */
export function readHouse(): House {
  const paths = sourcePaths(root);
  return {
    modules: paths.map((path) => parseModule(path, readFileSync(join(root, path), 'utf8'))),
    workspaces: readWorkspaces(),
  };
}

function sourcePaths(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return NOT_OURS.has(entry.name) || entry.name.startsWith('.') ? [] : sourcePaths(path);
    return SOURCE.test(entry.name) ? [relative(root, path).split(sep).join('/')] : [];
  });
}

function readWorkspaces(): Workspace[] {
  const folders = ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => `${group}/${name}`),
  );
  return [...folders, 'test'].map((folder) => readWorkspace(folder));
}

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

function readWorkspace(folder: string): Workspace {
  const { name, exports = {} } = JSON.parse(
    readFileSync(join(root, folder, 'package.json'), 'utf8'),
  ) as Manifest;
  const doors = Object.entries(exports).flatMap(([subPath, target]): [string, string][] => {
    const source = typeof target === 'string' ? target : target['@tamis/source'];
    return source === undefined ? [] : [[subPath, join(folder, source)]];
  });
  return { folder, name, doors: new Map(doors) };
}
