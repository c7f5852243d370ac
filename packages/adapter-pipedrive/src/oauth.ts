import {
  type Door,
  type DoorResponse,
  type Instant,
  type OAuthFlow,
  ReconnectNeeded,
  RequestRefused,
  type TokenSet,
  Unavailable,
  type VendorSettings,
} from '@tamis/adapter';
import { readJson, toError } from './refusals.ts';
import { tokenRefusalSchema, tokenSchema } from './wire.ts';

/**
 * The least scopes, each with what it is for; the app names them in Pipedrive's developer hub, the consent page shows them.
 * https://pipedrive.readme.io/docs/marketplace-scopes-and-permissions-explanations
 */
export const SCOPES: Readonly<Record<string, string>> = {
  base: 'who we are connected to: the company and its time zone',
  'contacts:full': 'read people and organizations, and write score, stage and reason back',
  'contact-fields:full': 'create our own fields of people',
  'leads:full': 'read the leads of the inbox, and write score, stage and reason back',
  'deals:read': 'opportunities and customers; the value of the qualified pipeline',
  'recents:read': 'what happened to closed deals, so that the history of a lead does not begin at nothing',
  'deal-fields:full': 'create our own fields of leads, which Pipedrive keeps with those of deals',
  'activities:full': 'read calls and meetings with the leads, and create the task of a hand-over',
};

interface TokenDesk {
  readonly settings: VendorSettings;
  readonly door: Door;
  readonly now: () => Instant;
}

/**
 * Authorization code grant, through the door: the client's own OAuth code takes neither an abort signal nor a timeout, and keeps
 * tokens in memory. https://pipedrive.readme.io/docs/marketplace-oauth-authorization
 * Pipedrive knows no code challenge: the client's secret, by Basic authentication, proves who exchanges a code.
 */
export function pipedriveOAuth(desk: TokenDesk): OAuthFlow {
  const { settings } = desk;
  return {
    authorizeUrl: ({ redirectUri, state }) => {
      const query = new URLSearchParams({ client_id: settings.clientId, redirect_uri: redirectUri, state });
      return `${settings.oauthUrl}/oauth/authorize?${query}`;
    },
    exchange: ({ code, redirectUri }) =>
      requestTokens(desk, { grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
    revoke: (tokens) => revokeTokens(desk, tokens),
  };
}

/** New tokens for a refresh token; whatever refresh token comes back replaces it. Throws `ReconnectNeeded` when it is dead. */
export function refreshTokens(desk: TokenDesk, refreshToken: string): Promise<TokenSet> {
  return requestTokens(desk, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

/**
 * The account's API address as named with its tokens, without a trailing slash. A token is sent there, so it must be Pipedrive's
 * own domain over https, or the very origin that the operator configured. Throws `RequestRefused` for any other.
 */
export function trustedApiUrl(named: string, { apiUrl, oauthUrl }: VendorSettings): string {
  const url = URL.parse(named);
  const configured = [apiUrl, oauthUrl].map((address) => URL.parse(address)?.origin);
  const vendor = url?.protocol === 'https:' && url.hostname.endsWith('.pipedrive.com') && url.port === '';
  if (url !== null && (vendor || configured.includes(url.origin))) return url.origin;
  throw new RequestRefused(
    'The token endpoint named an API address outside pipedrive.com. No token is sent there: check PIPEDRIVE_OAUTH_URL.',
    'UNTRUSTED_API_ADDRESS',
  );
}

/** Revoking the refresh token takes its access tokens along and uninstalls the app. A token pasted by hand belongs to its user. */
async function revokeTokens(desk: TokenDesk, { refreshToken }: TokenSet): Promise<void> {
  if (refreshToken === null) return;
  const answer = await post(desk, '/oauth/revoke', { token: refreshToken, token_type_hint: 'refresh_token' });
  if (answer.status >= 500 || answer.status === 429)
    throw toError(answer, { what: 'POST /oauth/revoke', now: desk.now() });
}

async function requestTokens(desk: TokenDesk, form: Readonly<Record<string, string>>): Promise<TokenSet> {
  const answer = await post(desk, '/oauth/token', form);
  if (answer.status >= 400) throw tokenRefused(answer, desk.now());
  return readTokens(answer.text, desk);
}

function post(
  { settings, door }: TokenDesk,
  path: string,
  form: Readonly<Record<string, string>>,
): Promise<DoorResponse> {
  const basic = Buffer.from(`${settings.clientId}:${settings.clientSecret}`).toString('base64');
  return door.send({
    method: 'POST',
    url: `${settings.oauthUrl}${path}`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      authorization: `Basic ${basic}`,
    },
    body: new URLSearchParams(form).toString(),
    // A refresh is repeatable where the same token comes back; where it does not, a lost answer is lost either way.
    effect: 'read',
    signal: AbortSignal.timeout(60_000),
  });
}

function readTokens(text: string, { settings, now }: TokenDesk): TokenSet {
  const parsed = tokenSchema.safeParse(readJson(text));
  // The parser's own words would hold the tokens.
  if (!parsed.success)
    throw new Unavailable("Pipedrive's token endpoint answered with something that could not be read.");
  const { access_token, refresh_token, expires_in, api_domain } = parsed.data;
  const tokens = {
    accessToken: access_token,
    refreshToken: refresh_token,
    expiresAt: now() + expires_in * 1000,
  };
  return api_domain === undefined ? tokens : { ...tokens, apiUrl: trustedApiUrl(api_domain, settings) };
}

/** 400 and 401 mean that code, refresh token or client are not accepted; the rest passes. */
function tokenRefused(answer: DoorResponse, now: Instant): Error {
  if (answer.status !== 400 && answer.status !== 401)
    return toError(answer, { what: 'POST /oauth/token', now });
  const said = tokenRefusalSchema.catch({}).parse(readJson(answer.text));
  const why = said.message ?? said.error_description ?? said.error ?? String(answer.status);
  return new ReconnectNeeded(`Pipedrive does not accept the connection any more (${why}). Connect again.`);
}
