import { stat } from 'node:fs/promises';
import { exists, type Layout } from './layout.ts';

/** The numeric ids the server runs under. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The overflow ids of Linux, present on every system as `nobody` and `nogroup`:
 * https://docs.kernel.org/admin-guide/sysctl/fs.html#overflowgid-overflowuid
 */
const NOBODY: Account = { uid: 65_534, gid: 65_534 };

/**
 * Under which account the server has to run: `undefined` means as this process. PostgreSQL refuses to run as root
 * (https://www.postgresql.org/docs/18/postgres-user.html), so a root process runs it as the owner of an existing
 * cluster, or else as `nobody`. No account is added to the machine.
 */
export async function serverAccount(layout: Layout): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  if (!(await exists(layout.cluster))) return NOBODY;
  const { uid, gid } = await stat(layout.cluster);
  return uid === 0 ? NOBODY : { uid, gid };
}
