import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { resourceNotFound } from '../errors.ts';
import { checkClient, problemReply, USER_ID } from './token.ts';

/** Whether a token is good, and what for: https://developers.hubspot.com/docs/api-reference/auth-oauth-v3/public-token/post-oauth-v3-token-introspect */
export function introspect(account: HubSpotAccount, request: HttpRequest): HttpReply {
  const form = new URLSearchParams(request.body);
  const badClient = checkClient(account, form);
  if (badClient !== null) return problemReply(badClient);
  return { status: 200, json: describe(account, form.get('token') ?? '') };
}

function describe(account: HubSpotAccount, token: string): object {
  const refresh = account.tokens.refresh(token);
  if (refresh !== undefined)
    return {
      active: true,
      token_use: 'refresh_token',
      ...holder(account),
      scopes: refresh.scopes,
      client_id: account.tokens.app.clientId,
    };
  const grant = account.tokens.grant(token);
  const now = account.clock.now();
  if (grant === undefined || grant.expiresAt === null || grant.expiresAt <= now) return { active: false };
  return {
    active: true,
    token_use: 'access_token',
    token_type: 'bearer',
    ...holder(account),
    app_id: grant.appId,
    scopes: grant.scopes,
    expires_in: Math.floor((grant.expiresAt - now) / 1000),
  };
}

function holder(account: HubSpotAccount) {
  return { hub_id: account.settings.account.portalId, user_id: USER_ID };
}

/** Revoking what is not known is no error. */
export function revoke(account: HubSpotAccount, request: HttpRequest): HttpReply {
  const form = new URLSearchParams(request.body);
  const badClient = checkClient(account, form);
  if (badClient !== null) return problemReply(badClient);
  account.tokens.revoke(form.get('token') ?? '');
  return { status: 200, json: {} };
}

/** The older way to look at a token: in the address, without credentials. */
export function tokenInfo(account: HubSpotAccount, token: string): HttpReply {
  const described = describe(account, token);
  if (!('token_use' in described)) throw resourceNotFound();
  return { status: 200, json: { token, ...described } };
}

/** Deleting a refresh token: how an app disconnects itself. */
export function deleteRefreshToken(account: HubSpotAccount, token: string): HttpReply {
  if (account.tokens.refresh(token) === undefined) throw resourceNotFound();
  account.tokens.revoke(token);
  return { status: 204 };
}
