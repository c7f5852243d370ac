import type { HttpRequest } from '../../http/exchange.ts';
import { Refused } from '../errors.ts';
import type { SalesforceOrg } from '../org.ts';
import type { Grant } from './tokenRegistry.ts';

/** The session behind a request's bearer token; `null` where there is none or it has ended. */
export function grantOf(org: SalesforceOrg, request: Pick<HttpRequest, 'headers'>): Grant | null {
  const header = request.headers.authorization;
  const token = typeof header === 'string' ? /^(?:bearer|oauth) (.+)$/i.exec(header)?.[1] : undefined;
  const grant = token === undefined ? undefined : org.tokens.grant(token);
  if (grant === undefined || grant.ended) return null;
  const idle = org.clock.now() - grant.usedAt;
  const endless = token === org.tokens.firstSession;
  return endless || idle <= org.settings.sessionTimeoutMinutes * 60_000 ? grant : null;
}

/** Throws the 401 where there is no session, and counts the session as used where there is one. */
export function authorize(org: SalesforceOrg, request: Pick<HttpRequest, 'headers'>): Grant {
  const grant = grantOf(org, request);
  if (grant === null)
    throw new Refused(401, { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' });
  grant.usedAt = org.clock.now();
  return grant;
}
