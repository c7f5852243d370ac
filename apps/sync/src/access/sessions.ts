import type { Queries } from '../store/schema.ts';
import {
  addSession,
  endSession,
  prolongSession,
  type StoredSession,
  sessionByHash,
} from '../store/sessions.ts';
import type { User } from '../store/users.ts';
import { hashOf, newSecret } from './secret.ts';

/** A session ends this long after the last request … */
export const SESSION_MS = 12 * 3_600_000;
/** … which is noted when this much of it has passed. */
const PROLONG_AFTER_MS = 3_600_000;

/** Opens a session of its own for a person: its secret goes into the cookie and nowhere else. */
export async function openSession(
  owner: Queries,
  user: User,
  now: number,
): Promise<{ readonly secret: string; readonly session: StoredSession }> {
  const secret = newSecret();
  const session = { user, csrf: newSecret(), expiresAt: now + SESSION_MS };
  await addSession(owner, { hash: hashOf(secret), ...session });
  return { secret, session };
}

/** The session of a cookie, prolonged by being used; `null` where there is none. */
export async function useSession(
  owner: Queries,
  secret: string | undefined,
  now: number,
): Promise<StoredSession | null> {
  if (secret === undefined) return null;
  const hash = hashOf(secret);
  const session = await sessionByHash(owner, hash, now);
  if (session !== null && session.expiresAt - now < SESSION_MS - PROLONG_AFTER_MS)
    await prolongSession(owner, hash, now + SESSION_MS);
  return session;
}

/** Ends the session of a cookie. */
export async function closeSession(owner: Queries, secret: string, now: number): Promise<void> {
  await endSession(owner, hashOf(secret), now);
}
