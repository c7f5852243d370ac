import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder whose name has spaces and an accent, deleted at the end of the test. */
export async function newFolder(account?: { uid: number; gid: number }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "l'été de tamis "));
  await chmod(folder, 0o755);
  if (account !== undefined) await chown(folder, account.uid, account.gid);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Process id of the server of a data folder; `undefined` where none runs. */
export function serverPid(dataFolder: string): number | undefined {
  const file = join(dataFolder, 'postgres', 'cluster', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}
