import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../cli/exit.ts';
import { MASTER_KEY_BYTES, type MasterKey } from './seal.ts';

const FILE_NAME = 'master.key';

/** Reads a master key written as base64 (32 bytes). Throws {@link UsageError}. */
export function parseMasterKey(text: string): MasterKey {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== MASTER_KEY_BYTES) {
    throw new UsageError(
      `TAMIS_MASTER_KEY must be ${MASTER_KEY_BYTES} bytes in base64 and has ${key.length}. Make one with: openssl rand -base64 32`,
    );
  }
  return key;
}

/** The master key of a local data folder: read from its file, or made at first use, readable by its owner alone. */
export async function localMasterKey(folder: string): Promise<MasterKey> {
  const path = join(folder, FILE_NAME);
  const existing = await readKey(path);
  if (existing) return existing;
  await mkdir(folder, { recursive: true });
  await createKey(path);
  const key = await readKey(path);
  if (!key) throw new UsageError(`The master key ${path} cannot be read. Check the folder's permissions.`);
  return key;
}

/** Two processes that start together agree on one key: the file appears whole under its name, and only once. */
async function createKey(path: string): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${randomBytes(MASTER_KEY_BYTES).toString('base64')}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await link(draft, path).catch(ignoreExisting);
  await rm(draft);
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function readKey(path: string): Promise<MasterKey | null> {
  try {
    return parseMasterKey(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
