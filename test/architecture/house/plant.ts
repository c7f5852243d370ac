import type { Module } from './module.ts';
import { parseModule } from './parseModule.ts';
import type { House } from './readHouse.ts';

/** The same house with these files added or replaced, path → text. Nothing is written to disk. */
export function plant(house: House, files: Readonly<Record<string, string>>): House {
  const planted: Module[] = Object.entries(files).map(([path, text]) => parseModule(path, text));
  const untouched = house.modules.filter(({ path }) => files[path] === undefined);
  return { ...house, modules: [...untouched, ...planted] };
}
