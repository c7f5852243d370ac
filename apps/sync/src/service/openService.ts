import { homedir } from 'node:os';
import { defaultDataFolder, type OpenDatabase, openDatabase } from '@tamis/postgres';
import { UsageError } from '../cli/exit.ts';
import type { Environment } from '../environment.ts';
import { localMasterKey, parseMasterKey } from '../secrets/masterKey.ts';
import type { MasterKey } from '../secrets/seal.ts';
import { firstWorkspace } from '../store/workspaces.ts';
import { openStore, type Store } from './openStore.ts';
import type { Service } from './service.ts';

/** The workspace of the command line, and the first one of a new service. */
const FIRST_WORKSPACE = 'default';

/** The first workspace's service with the store that it is a view of. */
export interface OpenService extends Service {
  readonly store: Store;
  close(): Promise<void>;
}

/** Opens the store that the environment names: `DATABASE_URL`, or a PostgreSQL of our own in the data folder. */
export async function openService(environment: Environment): Promise<OpenService> {
  const folder = dataFolder(environment);
  if (environment.databaseUrl !== undefined && environment.masterKey === undefined) {
    throw new UsageError(
      'Set TAMIS_MASTER_KEY when DATABASE_URL is set. Make one with: openssl rand -base64 32',
    );
  }
  const { databaseUrl } = environment;
  const database = await openDatabase(
    databaseUrl === undefined ? { dataFolder: folder } : { url: databaseUrl },
  );
  try {
    const masterKey =
      environment.masterKey === undefined
        ? await localMasterKey(folder)
        : parseMasterKey(environment.masterKey);
    return await openOn(database, { masterKey, language: environment.language });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Opens the store on a database that is already there, and brings its schema up to date. */
export async function openOn(
  database: OpenDatabase,
  { masterKey, language }: { masterKey: MasterKey; language: 'fr' | 'en' },
): Promise<OpenService> {
  const store = await openStore(database, masterKey);
  const workspace = await firstWorkspace(store.owner, { name: FIRST_WORKSPACE, language });
  return { ...(await store.workspace(workspace)), store, close: () => store.close() };
}

/** The folder for data of this machine's user: configured, or the platform's own. */
function dataFolder({ dataFolder: configured, home, xdgDataHome }: Environment): string {
  return configured ?? defaultDataFolder({ uid: process.getuid?.(), home: home ?? homedir(), xdgDataHome });
}
