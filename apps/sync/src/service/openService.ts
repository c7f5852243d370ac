import { homedir } from 'node:os';
import { type CompiledModel, compile, defaultModel, parseModel } from '@tamis/core';
import {
  defaultDataFolder,
  migrateToLatest,
  type OpenDatabase,
  openDatabase,
  openKysely,
} from '@tamis/postgres';
import type { Kysely } from 'kysely';
import { UsageError } from '../cli/exit.ts';
import type { Environment } from '../environment.ts';
import { localMasterKey, parseMasterKey } from '../secrets/masterKey.ts';
import type { MasterKey } from '../secrets/seal.ts';
import { migrations } from '../store/migrations/index.ts';
import { publishedModel, publishModel } from '../store/models.ts';
import type { Tables } from '../store/schema.ts';
import { ensureWorkspace, type Workspace } from '../store/workspaces.ts';
import { loadDomainLists } from './domainLists.ts';

/** Connections to PostgreSQL of one process: the run lock, the pull's transaction, and batches being settled. */
const POOL = 8;

/** What every command that touches the store works with. */
export interface Service {
  readonly db: Kysely<Tables>;
  readonly workspace: Workspace;
  readonly model: CompiledModel;
  readonly masterKey: MasterKey;
  close(): Promise<void>;
}

/** Opens the store that the environment names: `DATABASE_URL`, or a PostgreSQL of our own in the data folder. */
export async function openService(environment: Environment): Promise<Service> {
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
): Promise<Service> {
  const db = openKysely<Tables>(database, { max: POOL });
  await migrateToLatest(db, migrations);
  const workspace = await ensureWorkspace(db, { name: 'default', language });
  return {
    db,
    workspace,
    masterKey,
    model: await publishedOrDefault(db, workspace.id),
    async close() {
      await db.destroy();
      await database.close();
    },
  };
}

/** The folder for data of this machine's user: configured, or the platform's own. */
function dataFolder({ dataFolder: configured, home, xdgDataHome }: Environment): string {
  return configured ?? defaultDataFolder({ uid: process.getuid?.(), home: home ?? homedir(), xdgDataHome });
}

async function publishedOrDefault(db: Kysely<Tables>, workspaceId: string): Promise<CompiledModel> {
  const published = await publishedModel(db, workspaceId);
  if (published !== null) return compile(parseModel(published), loadDomainLists());
  const model = defaultModel();
  await publishModel(db, workspaceId, { version: model.version, document: model });
  return compile(model, loadDomainLists());
}
