import type { HttpRequest } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { consentDecision, consentPage } from '../oauth/consent.ts';
import { deleteRefreshToken, introspect, revoke, tokenInfo } from '../oauth/inspect.ts';
import { exchangeToken } from '../oauth/token.ts';

/** OAuth 2.0, authorization code grant. */
export function oauthRoutes(account: HubSpotAccount): Route[] {
  return [
    { method: 'GET', pattern: '/oauth/authorize', handle: (request) => consentPage(account, request) },
    { method: 'POST', pattern: '/oauth/authorize', handle: (request) => consentDecision(account, request) },
    post('/oauth/v1/token', (request) => exchangeToken(account, request, 'v1')),
    ...['v3', '2026-03', '2026-09'].flatMap((version) => [
      post(`/oauth/${version}/token`, (request) => exchangeToken(account, request, 'v3')),
      post(`/oauth/${version}/token/introspect`, (request) => introspect(account, request)),
      post(`/oauth/${version}/token/revoke`, (request) => revoke(account, request)),
    ]),
    ...['access-tokens', 'refresh-tokens'].map((kind) => ({
      method: 'GET',
      pattern: `/oauth/v1/${kind}/:token`,
      handle: (_request: HttpRequest, path: Readonly<Record<string, string>>) =>
        tokenInfo(account, path.token ?? ''),
    })),
    {
      method: 'DELETE',
      pattern: '/oauth/v1/refresh-tokens/:token',
      handle: (_request, path) => deleteRefreshToken(account, path.token ?? ''),
    },
  ];
}

function post(pattern: string, handle: Route['handle']): Route {
  return { method: 'POST', pattern, handle };
}
