import { createHash, randomUUID } from 'node:crypto';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import type { AuthorizationCode, RefreshToken } from './tokenRegistry.ts';

/** Statuses of the token endpoint: https://developers.hubspot.com/docs/api-reference/auth-oauth-v3/public-token/post-oauth-v3-token */
const PROBLEMS = {
  BAD_GRANT_TYPE: 'missing or unknown grant type',
  BAD_CLIENT_ID: 'missing or unknown client id',
  BAD_CLIENT_SECRET: 'missing or invalid client secret',
  BAD_AUTH_CODE: 'missing or unknown auth code',
  BAD_REDIRECT_URI: 'missing or unknown redirect uri',
  MISMATCH_REDIRECT_URI_AUTH_CODE: 'redirect uri does not match the one of the auth code',
  BAD_CODE_VERIFIER: 'code verifier does not match the code challenge',
  BAD_REFRESH_TOKEN: 'missing or unknown refresh token',
} as const;
type Problem = keyof typeof PROBLEMS;

/** Which shape of answer a version of the endpoint gives. */
export type TokenVersion = 'v1' | 'v3';

/** The token endpoint: a form with an authorization code or a refresh token. */
export function exchangeToken(
  account: HubSpotAccount,
  request: HttpRequest,
  version: TokenVersion,
): HttpReply {
  const form = new URLSearchParams(request.body);
  const badClient = checkClient(account, form);
  if (badClient !== null) return problemReply(badClient);
  if (form.get('grant_type') === 'authorization_code') return exchangeCode(account, form, version);
  if (form.get('grant_type') === 'refresh_token') return exchangeRefresh(account, form, version);
  return problemReply('BAD_GRANT_TYPE');
}

/** Whether the form names the registered app and knows its secret. */
export function checkClient(account: HubSpotAccount, form: URLSearchParams): Problem | null {
  if (form.get('client_id') !== account.tokens.app.clientId) return 'BAD_CLIENT_ID';
  return form.get('client_secret') === account.tokens.app.clientSecret ? null : 'BAD_CLIENT_SECRET';
}

export function problemReply(problem: Problem): HttpReply {
  return { status: 400, json: { status: problem, message: PROBLEMS[problem], correlationId: randomUUID() } };
}

function exchangeCode(account: HubSpotAccount, form: URLSearchParams, version: TokenVersion): HttpReply {
  const code = account.tokens.takeCode(form.get('code') ?? '');
  if (code === null) return problemReply('BAD_AUTH_CODE');
  if (form.get('redirect_uri') === null) return problemReply('BAD_REDIRECT_URI');
  if (form.get('redirect_uri') !== code.redirectUri) return problemReply('MISMATCH_REDIRECT_URI_AUTH_CODE');
  if (!verifierFits(code, form.get('code_verifier'))) return problemReply('BAD_CODE_VERIFIER');
  return tokens(account, account.tokens.issueRefresh(code.scopes), version);
}

function verifierFits(code: AuthorizationCode, verifier: string | null): boolean {
  if (code.codeChallenge === null) return true;
  return (
    createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url') === code.codeChallenge
  );
}

/** A refresh gives a new access token and the same refresh token again. */
function exchangeRefresh(account: HubSpotAccount, form: URLSearchParams, version: TokenVersion): HttpReply {
  const refresh = account.tokens.refresh(form.get('refresh_token') ?? '');
  return refresh === undefined ? problemReply('BAD_REFRESH_TOKEN') : tokens(account, refresh, version);
}

function tokens(account: HubSpotAccount, refresh: RefreshToken, version: TokenVersion): HttpReply {
  const { tokenLifetimeSeconds, account: profile } = account.settings;
  const answer = {
    token_type: 'bearer',
    access_token: account.tokens.issueAccess(refresh.scopes, tokenLifetimeSeconds),
    refresh_token: refresh.token,
    expires_in: tokenLifetimeSeconds,
    hub_id: profile.portalId,
    scopes: refresh.scopes,
  };
  return {
    status: 200,
    json: version === 'v1' ? answer : { ...answer, token_use: 'access_token', user_id: USER_ID },
  };
}

/** The user who installed the app. */
export const USER_ID = 61_000_001;
