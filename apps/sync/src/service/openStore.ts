import { migrateToLatest, type OpenDatabase, openKysely } from '@tamis/postgres';
import type { Kysely } from 'kysely';
import type { MasterKey } from '../secrets/seal.ts';
import { migrations } from '../store/migrations/index.ts';
import type { Tables } from '../store/schema.ts';
import type { Workspace } from '../store/workspaces.ts';
import { CurrentModels } from './currentModel.ts';
import { loadDomainLists } from './domainLists.ts';
import type { Service } from './service.ts';

/** Connections of the owner: migrations, sessions, and whatever happens before a workspace is known. */
const OWNER_POOL = 4;
/** Connections of one workspace: the run lock, the pull's transaction, batches being settled, and pages being read. */
const WORKSPACE_POOL = 8;

/** The store of this process: the owner's view of it, and one view per workspace. */
export interface Store {
  /** Sees every row. For migrations, sign-in and schedules alone. */
  readonly owner: Kysely<Tables>;
  readonly masterKey: MasterKey;
  /** Connection string of the owner, for the queue. Never log it. */
  readonly url: string;
  /** The store as one workspace sees it, on connections that are kept, with its published model as of now. */
  workspace(workspace: Workspace): Promise<Service>;
  close(): Promise<void>;
}

/** Opens the store on a database, brings its schema up to date, and opens workspaces as they are asked for. */
export async function openStore(database: OpenDatabase, masterKey: MasterKey): Promise<Store> {
  const owner = openKysely<Tables>(database, { max: OWNER_POOL });
  await migrateToLatest(owner, migrations);
  const models = new CurrentModels(loadDomainLists());
  const views = new Map<string, Kysely<Tables>>();

  function viewOf(workspaceId: string): Kysely<Tables> {
    const known = views.get(workspaceId);
    if (known) return known;
    const parameters = { role: 'tamis_app', 'tamis.workspace': workspaceId };
    const view = openKysely<Tables>(database, { max: WORKSPACE_POOL, parameters });
    views.set(workspaceId, view);
    return view;
  }

  return {
    owner,
    masterKey,
    url: database.url,
    async workspace(workspace) {
      const db = viewOf(workspace.id);
      return { db, workspace, masterKey, model: await models.of(db, workspace.id) };
    },
    async close() {
      await Promise.all([...views.values(), owner].map((each) => each.destroy()));
      await database.close();
    },
  };
}
