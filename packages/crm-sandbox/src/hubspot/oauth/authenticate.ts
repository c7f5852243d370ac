import type { HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { Refused } from '../errors.ts';
import { isoInstant } from '../time.ts';
import type { Grant } from './tokenRegistry.ts';

/** The grant behind a request's bearer token, expired or not; `null` where there is none. */
export function grantOf(account: HubSpotAccount, request: Pick<HttpRequest, 'headers'>): Grant | null {
  const header = request.headers.authorization;
  const token = typeof header === 'string' ? /^bearer (.+)$/i.exec(header)?.[1] : undefined;
  return token === undefined ? null : (account.tokens.grant(token) ?? null);
}

/** Throws the 401 for an unknown or expired token, and the 403 for a grant without one of the scopes. */
export function authorize(account: HubSpotAccount, grant: Grant | null, anyOf: readonly string[]): void {
  if (grant === null) throw unknownToken();
  if (grant.expiresAt !== null && grant.expiresAt <= account.clock.now())
    throw expiredToken(account, grant.expiresAt);
  if (anyOf.length > 0 && !anyOf.some((scope) => grant.scopes.includes(scope))) throw missingScopes(anyOf);
}

function unknownToken(): Refused {
  return new Refused({
    status: 401,
    message:
      'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
    category: 'INVALID_AUTHENTICATION',
  });
}

function expiredToken(account: HubSpotAccount, expiredAt: number): Refused {
  const seconds = Math.round((account.clock.now() - expiredAt) / 1000);
  return new Refused({
    status: 401,
    message: `The OAuth token used to make this call expired ${seconds} second(s) ago.`,
    category: 'EXPIRED_AUTHENTICATION',
    context: { 'expire time': [isoInstant(expiredAt)] },
  });
}

function missingScopes(scopes: readonly string[]): Refused {
  return new Refused({
    status: 403,
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    category: 'MISSING_SCOPES',
    errors: [
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredGranularScopes: scopes },
      },
    ],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
  });
}
