import { mkdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatabaseUnavailable, errorCode } from '../errors.ts';

/** Where everything of one embedded server lives, below a data folder. All paths are absolute and real. */
export interface Layout {
  /** The data folder itself. */
  readonly dataFolder: string;
  /** Holds everything below; the rest of the data folder belongs to the caller. */
  readonly root: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  /** Where `initdb` works; renamed to `cluster` once complete, so that a half-made cluster is never opened. */
  readonly unfinishedCluster: string;
  /** The password of the server's only account, mode 0600. */
  readonly password: string;
  /** What the server wrote since its last start. */
  readonly log: string;
  /** Kernel lock held while a process looks for, starts or stops the server. */
  readonly startLock: string;
  /** Kernel lock held, shared, by every process that uses the server. */
  readonly usersLock: string;
}

/** Makes the data folder if needed and says where things are in it. */
export async function layoutOf(dataFolder: string): Promise<Layout> {
  try {
    const asked = resolve(dataFolder);
    await mkdir(join(asked, 'postgres'), { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    return layoutBelow(await realpath(asked));
  } catch (error) {
    throw folderFailure(dataFolder, error);
  }
}

function layoutBelow(dataFolder: string): Layout {
  const root = join(dataFolder, 'postgres');
  return {
    dataFolder,
    root,
    cluster: join(root, 'cluster'),
    unfinishedCluster: join(root, 'cluster.unfinished'),
    password: join(root, 'password'),
    log: join(root, 'server.log'),
    startLock: join(root, 'start.lock'),
    usersLock: join(root, 'users.lock'),
  };
}

const PROBLEMS: Readonly<Record<string, string>> = {
  EACCES: 'is not writable for this user. Choose a folder that is, or change its owner',
  EPERM: 'is not writable for this user. Choose a folder that is, or change its owner',
  EROFS: 'is on a read-only file system. Choose another folder',
  // Also what Node's recursive mkdir reports on a read-only file system.
  ENOENT: 'cannot be made: a part of its path is missing or read-only. Choose another folder',
  ENOTDIR: 'is not a folder. Choose another path',
  EEXIST: 'is not a folder. Choose another path',
  ENOSPC: 'is on a full disk. Free some space (a new database needs about 150 MB) and try again',
  EDQUOT: 'is over its disk quota. Free some space (a new database needs about 150 MB) and try again',
};

/**
 * A failed file operation below the data folder as an error for a person. Anything else is a mistake in the program
 * and comes back as it is.
 */
export function folderFailure(dataFolder: string, error: unknown): unknown {
  const problem = PROBLEMS[errorCode(error) ?? ''];
  if (problem === undefined) return error;
  return new DatabaseUnavailable(`The data folder ${dataFolder} ${problem}.`, { cause: error });
}

/** Whether a path exists; every failure but "no such file" is thrown. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
