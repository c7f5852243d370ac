import type { Route } from '../../http/router.ts';
import type { PipedriveAccount } from '../account.ts';
import { consentDecision, consentPage } from '../oauth/consent.ts';
import { exchangeToken, revokeToken } from '../oauth/token.ts';

/** OAuth 2.0, authorization code grant; these calls cost no tokens. */
export function oauthRoutes(account: PipedriveAccount): Route[] {
  return [
    { method: 'GET', pattern: '/oauth/authorize', handle: (request) => consentPage(account, request) },
    { method: 'POST', pattern: '/oauth/authorize', handle: (request) => consentDecision(account, request) },
    { method: 'POST', pattern: '/oauth/token', handle: (request) => exchangeToken(account, request) },
    { method: 'POST', pattern: '/oauth/revoke', handle: (request) => revokeToken(account, request) },
  ];
}
