import {
  type Door,
  type Instant,
  type OAuthFlow,
  ReconnectNeeded,
  type TokenSet,
  Unavailable,
  type VendorSettings,
} from '@tamis/adapter';
import type { OAuth2 } from 'jsforce';
import { checkedApiUrl } from './client/address.ts';
import { type Answer, routeThrough } from './client/transport.ts';
import { readJson, toError } from './refusals.ts';
import { oauthErrorSchema, tokenSchema } from './wire.ts';

/** The least scopes, each with what it is for. https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_tokens_scopes.htm */
export const SCOPES: Readonly<Record<string, string>> = {
  api: 'read leads, contacts, accounts, opportunities and activities; write score, stage and reason back',
  refresh_token: 'stay connected without asking you again at every run',
};

interface TokenDesk {
  readonly settings: VendorSettings;
  readonly door: Door;
  readonly now: () => Instant;
}

/**
 * Authorization code grant of an External Client App, with PKCE. The challenge is the caller's: jsforce's own verifier has 171 characters, of
 * which RFC 7636 allows 128, and its challenge goes out without a method.
 * https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm
 */
export function salesforceOAuth(desk: TokenDesk): OAuthFlow {
  return {
    authorizeUrl: ({ redirectUri, state, codeChallenge }) => {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: desk.settings.clientId,
        redirect_uri: redirectUri,
        scope: Object.keys(SCOPES).join(' '),
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      });
      return `${desk.settings.oauthUrl}/services/oauth2/authorize?${query}`;
    },
    async exchange({ code, redirectUri, codeVerifier }) {
      const oauth2 = await client(desk, redirectUri);
      return readTokens(desk, await oauth2.requestToken(code, { code_verifier: codeVerifier }));
    },
    async revoke({ accessToken, refreshToken }) {
      await (await client(desk)).revokeToken(refreshToken ?? accessToken);
    },
  };
}

/**
 * New tokens for a refresh token. Where the app rotates them, the answer holds another one and the old one is dead; else it goes on.
 * Throws `ReconnectNeeded` when it is dead.
 */
export async function refreshTokens(desk: TokenDesk, refreshToken: string): Promise<TokenSet> {
  const tokens = readTokens(desk, await (await client(desk)).refreshToken(refreshToken));
  return { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
}

/** jsforce is loaded with the first exchange of tokens: the registry of vendors holds this module in every process. */
async function client(desk: TokenDesk, redirectUri?: string): Promise<OAuth2> {
  const { OAuth2: Flow } = await import('jsforce');
  const { oauthUrl, clientId, clientSecret } = desk.settings;
  const app = { loginUrl: oauthUrl, clientId, clientSecret };
  const oauth2 = new Flow(redirectUri === undefined ? app : { ...app, redirectUri });
  routeThrough(oauth2._transport, async (exchange) => {
    const answer = await desk.door.send({
      ...exchange,
      headers: { ...exchange.headers, accept: 'application/json' },
      // Nothing is gained by treating a lost answer as a write: whether the refresh token was used up shows when it is sent again.
      effect: 'read',
      signal: AbortSignal.timeout(60_000),
    });
    return accepted(desk, exchange.url, answer);
  });
  return oauth2;
}

/** 400 and 401 mean that code, refresh token or app are not accepted; at a revocation, that the token was dead already. */
function accepted(desk: TokenDesk, url: string, answer: Answer): Answer {
  if (answer.status < 400) return answer;
  const what = `POST ${new URL(url).pathname}`;
  if (answer.status !== 400 && answer.status !== 401) throw toError(answer, { what, now: desk.now() });
  if (what.endsWith('/revoke')) return { ...answer, status: 200, text: '' };
  const { error, error_description: why } = oauthErrorSchema
    .catch({ error: '', error_description: '' })
    .parse(readJson(answer.text));
  throw new ReconnectNeeded(
    `Salesforce does not accept the connection any more (${why || error || answer.status}). Connect again.`,
  );
}

/** Tokens carry no time at which they end: the organization's session policy decides, and a 401 says so. */
function readTokens({ settings }: TokenDesk, answer: unknown): TokenSet {
  const parsed = tokenSchema.safeParse(answer);
  // The parser's own error would hold the tokens.
  if (!parsed.success)
    throw new Unavailable("Salesforce's token endpoint answered with something that could not be read.");
  const { access_token: accessToken, refresh_token: refreshToken = null, instance_url: url } = parsed.data;
  return { accessToken, refreshToken, expiresAt: null, apiUrl: checkedApiUrl(url, settings) };
}
