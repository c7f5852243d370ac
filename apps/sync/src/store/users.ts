import type { Language } from '@tamis/core';
import { sql } from 'kysely';
import type { Role } from './accessTables.ts';
import type { Queries } from './schema.ts';

/** A person who may sign in. */
export interface User {
  readonly id: string;
  readonly workspaceId: string;
  readonly email: string;
  readonly role: Role;
  readonly language: Language;
}

const COLUMNS = ['id', 'workspace_id', 'email', 'role', 'language'] as const;

function toUser(row: {
  id: string;
  workspace_id: string;
  email: string;
  role: Role;
  language: Language;
}): User {
  const { id, workspace_id, ...rest } = row;
  return { id: String(id), workspaceId: String(workspace_id), ...rest };
}

/** Whether anybody can sign in at all. */
export async function anyUser(owner: Queries): Promise<boolean> {
  return (await owner.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Stores a new person; `null` where somebody has that e-mail address already. */
export async function addUser(
  owner: Queries,
  user: Omit<User, 'id'> & { readonly passwordHash: string },
): Promise<User | null> {
  const row = await owner
    .insertInto('users')
    .values({
      workspace_id: user.workspaceId,
      email: user.email,
      role: user.role,
      language: user.language,
      password_hash: user.passwordHash,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning([...COLUMNS])
    .executeTakeFirst();
  return row === undefined ? null : toUser(row);
}

/** The person with that e-mail address, whatever its case, with the hash of the password. */
export async function userByEmail(
  owner: Queries,
  email: string,
): Promise<(User & { readonly passwordHash: string }) | null> {
  const row = await owner
    .selectFrom('users')
    .select([...COLUMNS, 'password_hash'])
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .executeTakeFirst();
  return row === undefined ? null : { ...toUser(row), passwordHash: row.password_hash };
}

/** The people of a workspace. */
export async function usersOf(owner: Queries, workspaceId: string): Promise<readonly User[]> {
  const found = await owner
    .selectFrom('users')
    .select([...COLUMNS])
    .where('workspace_id', '=', workspaceId)
    .orderBy('email')
    .execute();
  return found.map(toUser);
}

/** The people of a workspace who manage it. */
export async function administratorsOf(owner: Queries, workspaceId: string): Promise<readonly User[]> {
  return (await usersOf(owner, workspaceId)).filter(({ role }) => role === 'admin');
}

/** Changes the language that a person reads. */
export async function setUserLanguage(
  owner: Queries,
  { workspaceId, id }: Pick<User, 'workspaceId' | 'id'>,
  language: Language,
): Promise<void> {
  await owner
    .updateTable('users')
    .set({ language })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}
