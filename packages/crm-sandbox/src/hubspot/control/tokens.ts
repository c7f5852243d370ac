import { z } from 'zod';
import { controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { ALL_SCOPES } from '../oauth/scopes.ts';

/** What can happen to tokens behind a client's back, and tokens without the consent page. */
export function tokenRoutes(account: HubSpotAccount): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/_sandbox/tokens/expire',
      handle: () => done(() => account.tokens.expireAccess()),
    },
    {
      method: 'POST',
      pattern: '/_sandbox/tokens/revoke',
      handle: () => done(() => account.tokens.revokeAll()),
    },
    { method: 'POST', pattern: '/_sandbox/tokens', handle: (request) => issue(account, request) },
    {
      method: 'PUT',
      pattern: '/_sandbox/tokens/private/scopes',
      handle: (request) => setScopes(account, request),
    },
  ];
}

function issue(account: HubSpotAccount, request: HttpRequest): HttpReply {
  const { scopes } = controlBody(request, z.object({ scopes: z.array(z.string()).default([...ALL_SCOPES]) }));
  const { tokenLifetimeSeconds } = account.settings;
  return {
    status: 200,
    json: {
      accessToken: account.tokens.issueAccess(scopes, tokenLifetimeSeconds),
      refreshToken: account.tokens.issueRefresh(scopes).token,
      expiresIn: tokenLifetimeSeconds,
    },
  };
}

function setScopes(account: HubSpotAccount, request: HttpRequest): HttpReply {
  const scopes = controlBody(request, z.array(z.string()));
  return done(() => account.tokens.setPrivateScopes(scopes));
}

function done(action: () => void): HttpReply {
  action();
  return { status: 204 };
}
