import type { HttpReply } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import { grantOf } from '../oauth/authenticate.ts';
import { consentDecision, consentPage } from '../oauth/consent.ts';
import { identity, userInfo } from '../oauth/identity.ts';
import { exchangeToken, revokeToken } from '../oauth/token.ts';
import type { SalesforceOrg } from '../org.ts';
import { originOf } from '../origin.ts';

/** OAuth 2.0, web server flow, and who a session belongs to. */
export function oauthRoutes(org: SalesforceOrg): Route[] {
  const base = '/services/oauth2';
  const info: Route['handle'] = (request) => {
    const grant = grantOf(org, request);
    return grant === null ? badToken() : userInfo(org, { origin: originOf(request), userId: grant.userId });
  };
  return [
    { method: 'GET', pattern: `${base}/authorize`, handle: (request) => consentPage(org, request) },
    { method: 'POST', pattern: `${base}/authorize`, handle: (request) => consentDecision(org, request) },
    { method: 'POST', pattern: `${base}/token`, handle: (request) => exchangeToken(org, request) },
    { method: 'POST', pattern: `${base}/revoke`, handle: (request) => revokeToken(org, request) },
    { method: 'GET', pattern: `${base}/revoke`, handle: (request) => revokeToken(org, request) },
    { method: 'GET', pattern: `${base}/userinfo`, handle: info },
    { method: 'POST', pattern: `${base}/userinfo`, handle: info },
    {
      method: 'GET',
      pattern: '/id/:orgId/:userId',
      handle: (request, { orgId = '', userId = '' }) =>
        grantOf(org, request) === null
          ? badToken()
          : identity(org, { origin: originOf(request), orgId, userId }),
    },
  ];
}

/** Here a session that has ended is told in plain text: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_openid.htm */
function badToken(): HttpReply {
  return { status: 403, text: 'Bad_OAuth_Token' };
}
