import type { Role } from './accessTables.ts';
import type { Queries } from './schema.ts';

/** What a link is good for. `email` null: the person says it (the first one). */
export interface Invitation {
  readonly workspaceId: string;
  readonly email: string | null;
  readonly role: Role;
}

/** Keeps a link under the hash of its secret; it replaces earlier ones for the same address. */
export async function addInvitation(
  owner: Queries,
  { workspaceId, email, role, hash, expiresAt }: Invitation & { hash: Buffer; expiresAt: number },
): Promise<void> {
  await owner
    .deleteFrom('invitations')
    .where('workspace_id', '=', workspaceId)
    .where('email', 'is not distinct from', email)
    .execute();
  await owner
    .insertInto('invitations')
    .values({ token_hash: hash, workspace_id: workspaceId, email, role, expires_at: expiresAt })
    .execute();
}

/** The invitation of a link that still holds. */
export async function invitationByHash(
  owner: Queries,
  hash: Buffer,
  now: number,
): Promise<Invitation | null> {
  const row = await owner
    .selectFrom('invitations')
    .selectAll()
    .where('token_hash', '=', hash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row === undefined
    ? null
    : { workspaceId: String(row.workspace_id), email: row.email, role: row.role };
}

/** Uses a link up; `false` where somebody was faster. */
export async function takeInvitation(owner: Queries, hash: Buffer): Promise<boolean> {
  const { numDeletedRows } = await owner
    .deleteFrom('invitations')
    .where('token_hash', '=', hash)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
