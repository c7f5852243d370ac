import type { SandboxClock } from '../clock.ts';
import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import { Router } from '../http/router.ts';
import type { Vendor } from '../vendor.ts';
import { HubSpotAccount } from './account.ts';
import { hubspotControl } from './control/routes.ts';
import { Refused, refusalReply, resourceNotFound } from './errors.ts';
import { answerWithFault } from './faults.ts';
import type { Arrival } from './limits.ts';
import { grantOf } from './oauth/authenticate.ts';
import { hubspotRoutes } from './routes/routes.ts';
import { fillAccount } from './seed/fillAccount.ts';
import { refuseEndedVersion } from './versions.ts';

/** HubSpot as its documentation says, over one account kept in memory. */
export function hubspotVendor(clock: SandboxClock): Vendor {
  const account = new HubSpotAccount(clock);
  const router = new Router(hubspotRoutes(account));
  const answer = (request: HttpRequest) => answerWithHeaders(account, router, request);
  return {
    answer,
    answerWithFault: (request, fault) => answerWithFault(account, { request, fault, answer }),
    latencyMs: () => account.settings.latencyMs,
    setLatency: (latencyMs) => account.configure({ ...account.settings, latencyMs }),
    admit: (request) => {
      const arrival = arrivalOf(account, request);
      return arrival === null ? null : account.limits.admit(arrival, account.settings);
    },
    endpointOf: ({ method, path }) => `${method} ${endpointPattern(router, method, path)}`,
    control: hubspotControl(account),
    limitFigures: () => account.limits.figures(account.settings),
    forgetLimitFigures: () => account.limits.forgetFigures(),
    credentials: () => ({
      clientId: account.tokens.app.clientId,
      clientSecret: account.tokens.app.clientSecret,
      accessToken: account.tokens.privateAppToken,
    }),
    fill: (filling) => fillAccount(account, filling),
    peopleCount: () => account.store('contacts').table.size,
  };
}

/** The pattern, with the object's name kept: reads of contacts and of deals are counted apart. */
function endpointPattern(router: Router, method: string, path: string): string {
  const match = router.find(method, path);
  if (match === null) return path;
  const { object, from, to } = match.parameters;
  return match.route.pattern
    .replace(':object', object ?? ':object')
    .replace(':from', from ?? ':from')
    .replace(':to', to ?? ':to');
}

async function answerWithHeaders(
  account: HubSpotAccount,
  router: Router,
  request: HttpRequest,
): Promise<HttpReply> {
  const arrival = arrivalOf(account, request);
  const reply = await answerOrRefuse(account, router, request);
  if (arrival === null) return reply;
  return { ...reply, headers: { ...account.limits.headers(arrival, account.settings), ...reply.headers } };
}

async function answerOrRefuse(
  account: HubSpotAccount,
  router: Router,
  request: HttpRequest,
): Promise<HttpReply> {
  try {
    const match = router.find(request.method, request.path);
    if (match === null) throw resourceNotFound();
    refuseEndedVersion(request.path, account.clock.now());
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
