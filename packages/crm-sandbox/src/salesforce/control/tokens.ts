import { z } from 'zod';
import { controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { SalesforceOrg } from '../org.ts';
import { originOf } from '../origin.ts';

/** What can happen to tokens behind a client's back, and tokens without the consent page. */
export function tokenRoutes(org: SalesforceOrg): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/_sandbox/tokens/expire',
      handle: () => done(() => org.tokens.expireAccess()),
    },
    { method: 'POST', pattern: '/_sandbox/tokens/revoke', handle: () => done(() => org.tokens.revokeAll()) },
    { method: 'POST', pattern: '/_sandbox/tokens', handle: (request) => issue(org, request) },
  ];
}

const issueSchema = z.object({ scopes: z.array(z.string()).default(['api', 'refresh_token']) });

/** `expiresIn` is null: Salesforce does not say. */
function issue(org: SalesforceOrg, request: HttpRequest): HttpReply {
  const { scopes } = controlBody(request, issueSchema);
  const { token, family } = org.tokens.issueRefresh(scopes);
  return {
    status: 200,
    json: {
      accessToken: org.tokens.issueAccess(scopes, family),
      refreshToken: token,
      expiresIn: null,
      instanceUrl: originOf(request),
    },
  };
}

function done(action: () => void): HttpReply {
  action();
  return { status: 204 };
}
