import type { CompiledModel } from '@tamis/core';
import type { Kysely } from 'kysely';
import type { MasterKey } from '../secrets/seal.ts';
import type { Tables } from '../store/schema.ts';
import type { Workspace } from '../store/workspaces.ts';

/** What everything that is done for one workspace works with. */
export interface Service {
  /** Sees the rows of this workspace alone. */
  readonly db: Kysely<Tables>;
  readonly workspace: Workspace;
  /** The published model as it was when the service was asked for. */
  readonly model: CompiledModel;
  readonly masterKey: MasterKey;
}
