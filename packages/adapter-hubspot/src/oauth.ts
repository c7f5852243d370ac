import {
  type Door,
  type Instant,
  type OAuthFlow,
  ReconnectNeeded,
  type TokenSet,
  Unavailable,
  type VendorSettings,
} from '@tamis/adapter';
import { toError } from './refusals.ts';
import { refusalSchema, tokenSchema } from './wire.ts';

/**
 * The least scopes, each with what it is for. https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes
 * Meetings, calls, e-mails, notes and tasks ride on the contacts scopes.
 */
export const SCOPES: Readonly<Record<string, string>> = {
  oauth: 'every OAuth app must ask for it; account details need nothing more',
  'crm.objects.contacts.read': 'read the leads, their behaviour, and meetings, calls and e-mails with them',
  'crm.objects.contacts.write': 'write score, stage and reason back',
  'crm.objects.companies.read': 'fit: industry, size and country of the company',
  'crm.objects.deals.read': 'opportunities and customers; the value of the qualified pipeline',
  'crm.schemas.contacts.read': 'list the properties that can be mapped',
  'crm.schemas.contacts.write': 'create our own properties in a group of their own',
  'crm.schemas.companies.read': 'list the properties that can be mapped',
  'crm.schemas.deals.read': 'list the properties that can be mapped',
};

/** Without it calendar and mail activities stay unread; an account without Sales Hub cannot grant it. */
export const OPTIONAL_SCOPES: Readonly<Record<string, string>> = {
  'sales-email-read': 'the direction of logged e-mails, so that a reply counts as one',
};

interface TokenDesk {
  readonly settings: VendorSettings;
  readonly door: Door;
  readonly now: () => Instant;
}

/** Authorization code grant. https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth/working-with-oauth */
export function hubspotOAuth(desk: TokenDesk): OAuthFlow {
  return {
    authorizeUrl: ({ redirectUri, state, codeChallenge }) => {
      const query = new URLSearchParams({
        client_id: desk.settings.clientId,
        redirect_uri: redirectUri,
        scope: Object.keys(SCOPES).join(' '),
        optional_scope: Object.keys(OPTIONAL_SCOPES).join(' '),
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      });
      return `${desk.settings.oauthUrl}/oauth/authorize?${query}`;
    },
    exchange: ({ code, redirectUri, codeVerifier }) =>
      requestTokens(desk, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: codeVerifier,
      }),
    revoke: async ({ accessToken, refreshToken }) => {
      if (refreshToken !== null) await revokeToken(desk, refreshToken);
      await revokeToken(desk, accessToken);
    },
  };
}

/** New tokens for a refresh token. Throws `ReconnectNeeded` when it is dead. */
export function refreshTokens(desk: TokenDesk, refreshToken: string): Promise<TokenSet> {
  return requestTokens(desk, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

/** Nothing says that a refresh token takes its access tokens along, so each is given back; one that is dead already is no error. */
async function revokeToken(desk: TokenDesk, token: string): Promise<void> {
  const { apiUrl, clientId, clientSecret } = desk.settings;
  const what = '/oauth/2026-03/token/revoke';
  const answer = await desk.door.send({
    method: 'POST',
    url: `${apiUrl}${what}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ token, client_id: clientId, client_secret: clientSecret }).toString(),
    effect: 'read',
    signal: AbortSignal.timeout(20_000),
  });
  if (answer.status >= 500 || answer.status === 429)
    throw toError(answer, { what: `POST ${what}`, now: desk.now(), timeZone: 'UTC' });
}

/** The dated endpoint: the client's generated `/oauth/v1/token` is switched off on 2027-02-16. */
async function requestTokens(desk: TokenDesk, form: Readonly<Record<string, string>>): Promise<TokenSet> {
  const { apiUrl, clientId, clientSecret } = desk.settings;
  const answer = await desk.door.send({
    method: 'POST',
    url: `${apiUrl}/oauth/2026-03/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret }).toString(),
    // A refresh gives the same refresh token again, so repeating it is harmless.
    effect: 'read',
    signal: AbortSignal.timeout(60_000),
  });
  if (answer.status >= 400) throw tokenRefused(answer, desk.now());
  return readTokens(answer.text, desk.now());
}

function readTokens(text: string, now: Instant): TokenSet {
  try {
    const tokens = tokenSchema.parse(JSON.parse(text));
    const expiresAt = now + tokens.expires_in * 1000;
    return { accessToken: tokens.access_token, refreshToken: tokens.refresh_token, expiresAt };
  } catch (cause) {
    // The cause would hold the tokens.
    const kind = cause instanceof Error ? cause.name : typeof cause;
    throw new Unavailable(
      `HubSpot's token endpoint answered with something that could not be read (${kind}).`,
    );
  }
}

/** 400 and 401 mean that code, refresh token or client are not accepted; the rest passes. */
function tokenRefused(
  answer: { status: number; headers: Readonly<Record<string, string>>; text: string },
  now: Instant,
): Error {
  if (answer.status !== 400 && answer.status !== 401) {
    return toError(answer, { what: 'POST /oauth/2026-03/token', now, timeZone: 'UTC' });
  }
  const { message } = refusalSchema.catch({ message: '', errors: [] }).parse(safeJson(answer.text));
  return new ReconnectNeeded(
    `HubSpot does not accept the connection any more (${message || answer.status}). Connect again.`,
  );
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
