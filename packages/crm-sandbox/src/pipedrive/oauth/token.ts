import { createHash } from 'node:crypto';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import type { AuthorizationCode, RefreshToken } from './tokenRegistry.ts';

/** The token endpoint, for an authorization code or a refresh token: https://pipedrive.readme.io/docs/marketplace-oauth-authorization */
export function exchangeToken(account: PipedriveAccount, request: HttpRequest): HttpReply {
  if (!knowsClient(account, request))
    return problem(401, 'invalid_client', 'Invalid client: client credentials are invalid');
  const form = new URLSearchParams(request.body);
  const exchange = { form, apiDomain: ownAddress(request) };
  if (form.get('grant_type') === 'authorization_code') return exchangeCode(account, exchange);
  if (form.get('grant_type') === 'refresh_token') return exchangeRefresh(account, exchange);
  return problem(400, 'unsupported_grant_type', 'Unsupported grant type: `grant_type` is invalid');
}

/** Ends a token: a refresh token takes the installation with it, an access token only itself. Unknown ones are no error. */
export function revokeToken(account: PipedriveAccount, request: HttpRequest): HttpReply {
  if (!knowsClient(account, request))
    return problem(401, 'invalid_client', 'Invalid client: client credentials are invalid');
  const token = new URLSearchParams(request.body).get('token') ?? '';
  if (account.tokens.refresh(token) === null) account.tokens.endAccess(decodeURIComponent(token));
  else account.tokens.revokeAll();
  return { status: 200, json: { success: true } };
}

interface Exchange {
  readonly form: URLSearchParams;
  /** Address of the company's API: here, of the sandbox itself. */
  readonly apiDomain: string;
}

function knowsClient({ tokens }: PipedriveAccount, request: Pick<HttpRequest, 'headers'>): boolean {
  const expected = Buffer.from(`${tokens.clientId}:${tokens.clientSecret}`).toString('base64');
  return request.headers.authorization === `Basic ${expected}`;
}

function exchangeCode(account: PipedriveAccount, exchange: Exchange): HttpReply {
  const { form } = exchange;
  const code = account.tokens.takeCode(form.get('code') ?? '');
  if (code === null)
    return problem(
      400,
      'invalid_grant',
      'Invalid grant: authorization code is invalid or it was already exchanged',
    );
  if (form.get('redirect_uri') !== code.redirectUri)
    return problem(
      400,
      'invalid_grant',
      'Invalid grant: `redirect_uri` is not the one of the authorization code',
    );
  if (!verifierFits(code, form.get('code_verifier')))
    return problem(400, 'invalid_grant', 'Invalid grant: `code_verifier` does not match the code challenge');
  return tokens(account, account.tokens.issueRefresh(code.scopes), exchange);
}

function verifierFits(code: AuthorizationCode, verifier: string | null): boolean {
  if (code.codeChallenge === null) return true;
  const hash = createHash('sha256').update(verifier ?? '');
  return hash.digest('base64url') === code.codeChallenge;
}

/** The same refresh token again, or a new one that ends the old: the documentation allows both. */
function exchangeRefresh(account: PipedriveAccount, exchange: Exchange): HttpReply {
  const refresh = account.tokens.refresh(exchange.form.get('refresh_token') ?? '');
  if (refresh === null)
    return problem(
      400,
      'invalid_grant',
      'Invalid grant: refresh token is invalid or it was already exchanged',
    );
  if (account.settings.unknowns.refreshToken === 'same') return tokens(account, refresh, exchange);
  account.tokens.endRefresh(refresh.token);
  return tokens(account, account.tokens.issueRefresh(refresh.scopes), exchange);
}

function tokens(account: PipedriveAccount, refresh: RefreshToken, { apiDomain }: Exchange): HttpReply {
  const { tokenLifetimeSeconds } = account.settings;
  return {
    status: 200,
    json: {
      access_token: account.tokens.issueAccess(refresh.scopes, tokenLifetimeSeconds),
      token_type: 'Bearer',
      refresh_token: refresh.token,
      scope: refresh.scopes.join(' '),
      expires_in: tokenLifetimeSeconds,
      api_domain: apiDomain,
    },
  };
}

function ownAddress(request: Pick<HttpRequest, 'headers'>): string {
  return `http://${String(request.headers.host)}`;
}

function problem(status: number, error: string, message: string): HttpReply {
  return { status, json: { success: false, message, error } };
}
