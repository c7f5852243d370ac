import { createHash } from 'node:crypto';
import type { Vendor } from '@tamis/adapter';
import type { Environment } from '../environment.ts';
import { type MasterKey, seal, unseal } from '../secrets/seal.ts';
import { vendorSettings } from '../service/vendorSettings.ts';
import { addOAuthState, takeOAuthState } from '../store/oauthStates.ts';
import type { Queries } from '../store/schema.ts';
import { hashOf, newSecret } from './secret.ts';

const CONSENT_MS = 10 * 60_000;
const SEALED = 'oauth verifier';

/** What a consent needs of the process. */
export interface OAuthPorts {
  readonly owner: Queries;
  readonly masterKey: MasterKey;
  readonly environment: Environment;
  readonly publicUrl: string;
  readonly now: () => number;
}

/** The one address that a CRM's consent page returns to. From configuration, never from a request. */
export function redirectUri(publicUrl: string): string {
  return `${publicUrl}/oauth/callback`;
}

/** Begins a consent: the address of the vendor's page, with `state` and PKCE bound to the session (RFC 6749 §10.12, RFC 7636). */
export async function beginConsent(
  { owner, masterKey, environment, publicUrl, now }: OAuthPorts,
  { vendor, workspaceId, sessionSecret }: { vendor: Vendor; workspaceId: string; sessionSecret: string },
): Promise<string> {
  const state = newSecret();
  const codeVerifier = newSecret();
  await addOAuthState(
    owner,
    {
      hash: hashOf(state),
      workspaceId,
      sessionHash: hashOf(sessionSecret),
      vendor: vendor.key,
      sealedVerifier: seal(codeVerifier, SEALED, masterKey),
      expiresAt: now() + CONSENT_MS,
    },
    now(),
  );
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const flow = vendor.oauth(vendorSettings(vendor, environment), now);
  return flow.authorizeUrl({ redirectUri: redirectUri(publicUrl), state, codeChallenge });
}

/** Which consent a callback belongs to; `null` for one that this session did not begin, that was used, or that is too old. */
export async function returningConsent(
  { owner, masterKey, now }: OAuthPorts,
  { state, sessionSecret }: { state: string; sessionSecret: string },
): Promise<{ readonly workspaceId: string; readonly vendor: string; readonly codeVerifier: string } | null> {
  const taken = await takeOAuthState(owner, {
    hash: hashOf(state),
    sessionHash: hashOf(sessionSecret),
    now: now(),
  });
  if (taken === null) return null;
  const { workspaceId, vendor, sealedVerifier } = taken;
  return { workspaceId, vendor, codeVerifier: unseal(sealedVerifier, SEALED, masterKey) };
}
