import type { SandboxClock } from '../clock.ts';
import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import { Router } from '../http/router.ts';
import type { Vendor } from '../vendor.ts';
import { HubSpotAccount } from './account.ts';
import { Refused, refusalReply, resourceNotFound } from './errors.ts';
import type { Arrival } from './limits.ts';
import { grantOf } from './oauth/authenticate.ts';
import { hubspotRoutes } from './routes.ts';

/** HubSpot as its documentation says, over one account kept in memory. */
export function hubspotVendor(clock: SandboxClock): Vendor & { readonly account: HubSpotAccount } {
  const account = new HubSpotAccount(clock);
  const router = new Router(hubspotRoutes(account));
  return {
    account,
    latencyMs: () => account.settings.latencyMs,
    admit: (request) => {
      const arrival = arrivalOf(account, request);
      return arrival === null ? null : account.limits.admit(arrival, account.settings);
    },
    answer: async (request) => {
      const reply = await answer(router, request);
      const arrival = arrivalOf(account, request);
      return arrival === null ? reply : withHeaders(reply, account.limits.headers(arrival, account.settings));
    },
    credentials: () => ({
      clientId: account.tokens.app.clientId,
      clientSecret: account.tokens.app.clientSecret,
      privateAppToken: account.tokens.privateAppToken,
    }),
  };
}

async function answer(router: Router, request: HttpRequest): Promise<HttpReply> {
  try {
    const match = router.find(request.method, request.path);
    if (match === null) throw resourceNotFound();
    return await match.route.handle(request, match.parameters);
  } catch (error) {
    if (error instanceof Refused) return refusalReply(error.refusal);
    throw error;
  }
}

/** Token and consent pages do not count against an app's limits; neither do calls without a known token. */
function arrivalOf(account: HubSpotAccount, request: Pick<HttpRequest, 'path' | 'headers'>): Arrival | null {
  const grant = request.path.startsWith('/oauth/') ? null : grantOf(account, request);
  if (grant === null) return null;
  return { caller: grant, isSearch: request.path.endsWith('/search'), now: account.clock.now() };
}

function withHeaders(reply: HttpReply, headers: Record<string, string>): HttpReply {
  return { ...reply, headers: { ...headers, ...reply.headers } };
}
