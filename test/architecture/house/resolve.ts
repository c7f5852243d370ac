import { posix } from 'node:path';
import type { Import, Module } from './module.ts';
import type { House, Workspace } from './readHouse.ts';

/** Where an import leads. */
export type Target =
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'door'; readonly workspace: Workspace; readonly path: string }
  | { readonly kind: 'shutDoor'; readonly workspace: Workspace }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'npm'; readonly name: string };

/** Resolves an import as Node does with the condition `@tamis/source`. */
export function resolve(house: House, from: Module, { specifier }: Import): Target {
  if (specifier.startsWith('.')) {
    return { kind: 'module', path: posix.join(posix.dirname(from.path), specifier) };
  }
  if (specifier.startsWith('node:')) return { kind: 'node', name: specifier };
  const name = packageName(specifier);
  const workspace = house.workspaces.find((each) => each.name === name);
  if (workspace === undefined) return { kind: 'npm', name };
  const path = workspace.doors.get(`.${specifier.slice(name.length)}`);
  return path === undefined ? { kind: 'shutDoor', workspace } : { kind: 'door', workspace, path };
}

/** The workspace a module lives in; `undefined` for the few files at the root. */
export function workspaceOf(house: House, path: string): Workspace | undefined {
  return house.workspaces.find(({ folder }) => path.startsWith(`${folder}/`));
}

/** Whether a module is shipped, that is, lies in the `src` of its workspace. */
export function isShipped(path: string): boolean {
  return /^(packages|apps)\/[^/]+\/src\//.test(path);
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
