import type { NameStore } from '@tamis/adapter';
import { type Kysely, sql } from 'kysely';
import type { Scope, Tables } from './schema.ts';

/** The CRM's names for what is ours in it, kept with the connection. */
export function openNameStore(db: Kysely<Tables>, { workspaceId, connectionId }: Scope): NameStore {
  return {
    async read() {
      const { own_names } = await db
        .selectFrom('connections')
        .select('own_names')
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', connectionId)
        .executeTakeFirstOrThrow();
      return own_names;
    },
    async add(names) {
      await sql`
        update connections set own_names = own_names || ${JSON.stringify(names)}::jsonb
        where workspace_id = ${workspaceId} and id = ${connectionId}`.execute(db);
    },
  };
}
