import { join } from 'node:path';

/** What decides where data lives by default; the caller reads it from the environment. */
export interface DataFolderInputs {
  /** Numeric user id of this process; `undefined` where the system has none. */
  readonly uid: number | undefined;
  /** Home folder of the user. */
  readonly home: string;
  /** Value of `XDG_DATA_HOME`, if set. */
  readonly xdgDataHome?: string | undefined;
}

/**
 * The folder that holds a user's data when none is named: `/var/lib/tamis` for root, since PostgreSQL runs as an
 * unprivileged account then and cannot enter root's home; the XDG data folder for everyone else.
 * An empty or relative `XDG_DATA_HOME` counts as unset: https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function defaultDataFolder({ uid, home, xdgDataHome }: DataFolderInputs): string {
  if (uid === 0) return '/var/lib/tamis';
  if (xdgDataHome?.startsWith('/')) return join(xdgDataHome, 'tamis');
  return join(home, '.local', 'share', 'tamis');
}
