import type { Queries } from './schema.ts';
import type { User } from './users.ts';

/** A person's open session. */
export interface StoredSession {
  readonly user: User;
  readonly csrf: string;
  readonly expiresAt: number;
}

/** Opens a session under the hash of its secret. */
export async function addSession(
  owner: Queries,
  session: { readonly hash: Buffer; readonly user: User; readonly csrf: string; readonly expiresAt: number },
): Promise<void> {
  await owner
    .insertInto('sessions')
    .values({
      token_hash: session.hash,
      workspace_id: session.user.workspaceId,
      user_id: session.user.id,
      csrf: session.csrf,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** The session with that hash, unless it has expired. */
export async function sessionByHash(
  owner: Queries,
  hash: Buffer,
  now: number,
): Promise<StoredSession | null> {
  const row = await owner
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['users.id', 'users.workspace_id', 'email', 'role', 'language', 'csrf', 'expires_at'])
    .where('token_hash', '=', hash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { id, workspace_id, email, role, language, csrf, expires_at } = row;
  return {
    user: { id: String(id), workspaceId: String(workspace_id), email, role, language },
    csrf,
    expiresAt: expires_at,
  };
}

/** Lets a session last longer. */
export async function prolongSession(owner: Queries, hash: Buffer, expiresAt: number): Promise<void> {
  await owner.updateTable('sessions').set({ expires_at: expiresAt }).where('token_hash', '=', hash).execute();
}

/** Ends a session, and forgets all that have expired. */
export async function endSession(owner: Queries, hash: Buffer, now: number): Promise<void> {
  await owner
    .deleteFrom('sessions')
    .where(({ eb, or }) => or([eb('token_hash', '=', hash), eb('expires_at', '<=', now)]))
    .execute();
}
