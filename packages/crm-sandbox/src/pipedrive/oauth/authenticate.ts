import type { HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { companyClosed, forbidden, unauthorized } from '../errors.ts';
import type { Grant } from './tokenRegistry.ts';

/** The grant behind a request's API token or bearer token, expired or not; `null` where there is none. */
export function grantOf(account: PipedriveAccount, request: Pick<HttpRequest, 'headers'>): Grant | null {
  const apiToken = request.headers['x-api-token'];
  if (typeof apiToken === 'string') return account.tokens.byApiToken(apiToken);
  const header = request.headers.authorization;
  const bearer = typeof header === 'string' ? /^bearer (.+)$/i.exec(header)?.[1] : undefined;
  return bearer === undefined ? null : account.tokens.byAccessToken(bearer);
}

/** Throws the 401 for an unknown or expired token, the 402 of a closed company, and the 403 without one of the scopes. */
export function authorize(account: PipedriveAccount, grant: Grant | null, anyOf: readonly string[]): void {
  if (grant === null) throw unauthorized();
  if (grant.expiresAt !== null && grant.expiresAt <= account.clock.now()) throw unauthorized();
  if (!account.settings.company.open) throw companyClosed();
  const { scopes } = grant;
  if (scopes !== 'all' && !anyOf.some((scope) => scopes.includes(scope)))
    throw forbidden('Scope and URL mismatch');
}
