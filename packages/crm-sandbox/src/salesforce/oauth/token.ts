import { createHash, createHmac } from 'node:crypto';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { SalesforceOrg } from '../org.ts';
import { originOf } from '../origin.ts';
import type { AuthorizationCode, RefreshToken } from './tokenRegistry.ts';

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flow_errors.htm */
const PROBLEMS = {
  unsupported_grant_type: ['unsupported_grant_type', 'grant type not supported'],
  invalid_client_id: ['invalid_client_id', 'client identifier invalid'],
  invalid_client: ['invalid_client', 'invalid client credentials'],
  bad_code: ['invalid_grant', 'invalid authorization code'],
  bad_redirect: ['redirect_uri_mismatch', 'redirect_uri must match configuration'],
  bad_verifier: ['invalid_grant', 'invalid code verifier'],
  dead_refresh: ['invalid_grant', 'expired access/refresh token'],
} as const satisfies Record<string, readonly [error: string, description: string]>;

/** The token endpoint: a form with an authorization code or a refresh token. The answer does not say when the session ends. */
export function exchangeToken(org: SalesforceOrg, request: HttpRequest): HttpReply {
  const form = new URLSearchParams(request.body);
  const client = clientOf(request, form);
  if (client.id !== org.tokens.app.clientId) return problem('invalid_client_id');
  if (client.secret !== org.tokens.app.clientSecret) return problem('invalid_client');
  if (form.get('grant_type') === 'authorization_code') return exchangeCode(org, request, form);
  if (form.get('grant_type') === 'refresh_token') return exchangeRefresh(org, request, form);
  return problem('unsupported_grant_type');
}

/** The app names itself in the form, or in a Basic header. */
function clientOf(request: HttpRequest, form: URLSearchParams): { id: string | null; secret: string | null } {
  const header = request.headers.authorization;
  const basic = typeof header === 'string' ? /^basic (.+)$/i.exec(header)?.[1] : undefined;
  if (basic === undefined) return { id: form.get('client_id'), secret: form.get('client_secret') };
  const [id = null, secret = null] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return { id, secret };
}

function problem(name: keyof typeof PROBLEMS): HttpReply {
  const [error, description] = PROBLEMS[name];
  return { status: 400, json: { error, error_description: description } };
}

function exchangeCode(org: SalesforceOrg, request: HttpRequest, form: URLSearchParams): HttpReply {
  const code = org.tokens.takeCode(form.get('code') ?? '');
  if (code === null) return problem('bad_code');
  if (form.get('redirect_uri') !== code.redirectUri) return problem('bad_redirect');
  if (!verifierFits(code, form.get('code_verifier'))) return problem('bad_verifier');
  const keeps = code.scopes.some(
    (scope) => scope === 'refresh_token' || scope === 'offline_access' || scope === 'full',
  );
  const refresh = keeps ? org.tokens.issueRefresh(code.scopes) : null;
  return tokens(org, request, { scopes: code.scopes, family: refresh?.family ?? null, refresh });
}

/** A challenge is S256, also where no method is named. */
function verifierFits(code: AuthorizationCode, verifier: string | null): boolean {
  if (code.codeChallenge === null) return true;
  const digest = createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url');
  return digest === code.codeChallenge.replace(/=+$/, '');
}

function exchangeRefresh(org: SalesforceOrg, request: HttpRequest, form: URLSearchParams): HttpReply {
  const { rotateRefreshTokens, refreshIdleDays } = org.settings.oauth;
  const refresh = org.tokens.refresh(form.get('refresh_token') ?? '');
  if (refresh === undefined) return problem('dead_refresh');
  if (refresh.spent) {
    org.tokens.endFamily(refresh.family);
    return problem('dead_refresh');
  }
  const now = org.clock.now();
  if (refreshIdleDays !== null && now - refresh.usedAt > refreshIdleDays * 86_400_000)
    return problem('dead_refresh');
  refresh.usedAt = now;
  refresh.spent = rotateRefreshTokens;
  const next = rotateRefreshTokens ? org.tokens.issueRefresh(refresh.scopes, refresh.family) : null;
  return tokens(org, request, { scopes: refresh.scopes, family: refresh.family, refresh: next });
}

function tokens(
  org: SalesforceOrg,
  request: HttpRequest,
  given: { scopes: readonly string[]; family: string | null; refresh: RefreshToken | null },
): HttpReply {
  const origin = originOf(request);
  const id = `${origin}/id/${org.id}/${org.adminId}`;
  const issuedAt = String(org.clock.now());
  const signature = createHmac('sha256', org.tokens.app.clientSecret)
    .update(id + issuedAt)
    .digest('base64');
  return {
    status: 200,
    json: {
      access_token: org.tokens.issueAccess(given.scopes, given.family),
      ...(given.refresh === null ? {} : { refresh_token: given.refresh.token }),
      signature,
      scope: given.scopes.join(' '),
      instance_url: origin,
      id,
      token_type: 'Bearer',
      issued_at: issuedAt,
    },
  };
}

/** Ends a token; an access token alone, a refresh token with all that came from it. */
export function revokeToken(org: SalesforceOrg, request: HttpRequest): HttpReply {
  const token = new URLSearchParams(request.body).get('token') ?? request.query.get('token') ?? '';
  if (org.tokens.revoke(token)) return { status: 200 };
  return {
    status: 400,
    json: { error: 'unsupported_token_type', error_description: 'this token type is not supported' },
  };
}
