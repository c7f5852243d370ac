import { sql } from 'kysely';
import type { Queries } from './schema.ts';

/** A consent under way. */
export interface OAuthState {
  readonly workspaceId: string;
  readonly sessionHash: Buffer;
  readonly vendor: string;
  readonly sealedVerifier: Buffer;
}

/** Remembers a consent under the hash of its `state`, and forgets those that nobody came back from. */
export async function addOAuthState(
  owner: Queries,
  state: OAuthState & { readonly hash: Buffer; readonly expiresAt: number },
  now: number,
): Promise<void> {
  await owner.deleteFrom('oauth_states').where('expires_at', '<=', now).execute();
  await owner
    .insertInto('oauth_states')
    .values({
      state_hash: state.hash,
      workspace_id: state.workspaceId,
      session_hash: state.sessionHash,
      vendor: state.vendor,
      sealed_verifier: state.sealedVerifier,
      expires_at: state.expiresAt,
    })
    .execute();
}

/** Takes a consent, once, and only for the session that began it. */
export async function takeOAuthState(
  owner: Queries,
  { hash, sessionHash, now }: { hash: Buffer; sessionHash: Buffer; now: number },
): Promise<OAuthState | null> {
  const taken = await sql<{ workspace_id: string; vendor: string; sealed_verifier: Buffer }>`
    delete from oauth_states where state_hash = ${hash} and session_hash = ${sessionHash} and expires_at > ${now}
    returning workspace_id, vendor, sealed_verifier`.execute(owner);
  const [row] = taken.rows;
  if (row === undefined) return null;
  return {
    workspaceId: String(row.workspace_id),
    sessionHash,
    vendor: row.vendor,
    sealedVerifier: row.sealed_verifier,
  };
}
