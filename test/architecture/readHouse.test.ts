import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseModule } from './house/parseModule.ts';
import { readHouse, root } from './house/readHouse.ts';
import { isShipped, resolve } from './house/resolve.ts';
import { rules } from './rules/index.ts';
import { ROOMS } from './rules/mayImport.ts';

const house = readHouse();

test('the rules see every source file of the repository', () => {
  const exclude = ['**/node_modules', '**/dist', '**/coverage'];
  const onDisk = globSync('**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}', { cwd: root, exclude });
  expect(house.modules.map(({ path }) => path).sort()).toEqual(onDisk.sort());
  expect(house.modules.filter(({ path }) => isShipped(path)).length).toBeGreaterThan(200);
});

test('the parser finds every import that a plain search for text finds', () => {
  for (const { path, text, imports } of house.modules.filter(({ path }) => isShipped(path))) {
    const written =
      text.match(/^(?:import|export|\}).* from '[^']+'(?: with .*)?;$|^import '[^']+';$|\bimport\('/gm) ?? [];
    expect(imports.length, path).toBe(written.length);
  }
});

test('every import within the repository leads to a file that the rules see', () => {
  const seen = new Set(house.modules.map(({ path }) => path));
  const lost = house.modules.flatMap((module) =>
    module.imports
      .map((each) => resolve(house, module, each))
      .flatMap((target) =>
        'path' in target && !target.path.endsWith('.css') && !seen.has(target.path)
          ? [`${module.path} → ${target.path}`]
          : [],
      ),
  );
  expect(lost).toEqual([]);
});

test('every package and app has one row in the table, with a reason, and every rule states its own', () => {
  for (const { folder } of house.workspaces.filter(({ folder }) => folder !== 'test')) {
    expect(
      ROOMS.filter((room) => room.folder.test(folder)),
      folder,
    ).toHaveLength(1);
  }
  for (const { reason } of [...ROOMS, ...rules]) expect(reason.split(' ').length).toBeGreaterThan(5);
});

test('a file that cannot be read as TypeScript stops the check', () => {
  expect(() => parseModule('packages/core/src/planted.ts', 'export const = ;')).toThrow(
    'packages/core/src/planted.ts',
  );
});
