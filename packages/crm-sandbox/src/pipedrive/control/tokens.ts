import { z } from 'zod';
import { controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { PipedriveAccount } from '../account.ts';
import { announceUninstall } from '../oauth/uninstall.ts';

/** What can happen to tokens behind a client's back, and tokens without the consent page. */
export function tokenRoutes(account: PipedriveAccount): Route[] {
  const { tokens } = account;
  return [
    {
      method: 'POST',
      pattern: '/_sandbox/tokens/expire',
      handle: () => {
        tokens.expireAccess();
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      pattern: '/_sandbox/tokens/revoke',
      handle: async () => {
        tokens.revokeAll();
        return { status: 200, json: { told: await announceUninstall(account) } };
      },
    },
    { method: 'POST', pattern: '/_sandbox/tokens', handle: (request) => issue(account, request) },
  ];
}

function issue(account: PipedriveAccount, request: HttpRequest): HttpReply {
  const { oauth, tokenLifetimeSeconds } = account.settings;
  const { scopes } = controlBody(request, z.object({ scopes: z.array(z.string()).default(oauth.scopes) }));
  return {
    status: 200,
    json: {
      accessToken: account.tokens.issueAccess(scopes, tokenLifetimeSeconds),
      refreshToken: account.tokens.issueRefresh(scopes).token,
      expiresIn: tokenLifetimeSeconds,
    },
  };
}
