import type { SandboxClock } from '../clock.ts';
import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import { type Match, Router } from '../http/router.ts';
import type { Vendor } from '../vendor.ts';
import { PipedriveAccount } from './account.ts';
import { pipedriveControl } from './control/routes.ts';
import { notFound, Refused, refusalReply } from './errors.ts';
import { answerWithFault } from './faults.ts';
import type { Arrival } from './limits/limits.ts';
import { grantOf } from './oauth/authenticate.ts';
import { oauthRoutes } from './routes/oauthRoutes.ts';
import { apiRoutes } from './routes/routes.ts';
import { fillAccount } from './seed/fillAccount.ts';
import { deliverChange } from './webhooks/deliver.ts';

/** Pipedrive as its documentation says, over one company kept in memory. */
export function pipedriveVendor(clock: SandboxClock): Vendor {
  const account = new PipedriveAccount(clock);
  account.changes.listen((change) => deliverChange(account, change));
  const api = new PricedApi(account);
  const answer = (request: HttpRequest) => answerWithHeaders(account, api, request);
  return {
    answer,
    answerWithFault: (request, fault) => answerWithFault(account, { request, fault, answer }),
    latencyMs: () => account.settings.latencyMs,
    setLatency: (latencyMs) => {
      account.settings = { ...account.settings, latencyMs };
    },
    admit: (request) => admit(account, api, request),
    endpointOf: ({ method, path }) => `${method} ${api.find(method, path)?.route.pattern ?? path}`,
    control: pipedriveControl(account),
    limitFigures: () => account.limits.figures(clock.now(), account.settings),
    forgetLimitFigures: () => account.limits.forgetFigures(),
    credentials: () => ({
      clientId: account.tokens.clientId,
      clientSecret: account.tokens.clientSecret,
      accessToken: account.tokens.apiToken,
    }),
    fill: (filling) => fillAccount(account, filling),
    peopleCount: () => account.store('persons').liveCount,
  };
}

/** The API's addresses with what a call to each costs. */
class PricedApi {
  readonly #router: Router;
  readonly #prices: ReadonlyMap<unknown, { readonly cost: number; readonly isSearch: boolean }>;

  constructor(account: PipedriveAccount) {
    const priced = apiRoutes(account);
    this.#prices = new Map(priced.map((route) => [route, route]));
    this.#router = new Router([...oauthRoutes(account), ...priced]);
  }

  /** The API answers with and without `/api` before the version. */
  find(method: string, path: string): Match | null {
    return this.#router.find(method, path.replace(/^\/v([12])\//, '/api/v$1/'));
  }

  /** What the limits have to know of a call; `null` for calls that do not count. */
  arrival(
    account: PipedriveAccount,
    request: Pick<HttpRequest, 'method' | 'path' | 'headers'>,
  ): Arrival | null {
    const grant = grantOf(account, request);
    const price = this.#prices.get(this.find(request.method, request.path)?.route);
    if (grant === null || price === undefined) return null;
    return { grant, ...price, now: account.clock.now() };
  }
}

function admit(
  account: PipedriveAccount,
  api: PricedApi,
  request: Pick<HttpRequest, 'method' | 'path' | 'headers'>,
): HttpReply | null {
  const arrival = api.arrival(account, request);
  if (arrival === null) return null;
  const banned = account.limits.firewall.refusal();
  if (banned !== null) return banned;
  const refusal = account.limits.admit(arrival, account.settings);
  if (refusal === null) return null;
  return {
    ...refusal,
    headers: { ...account.limits.headers(arrival, account.settings), ...refusal.headers },
  };
}

async function answerWithHeaders(
  account: PipedriveAccount,
  api: PricedApi,
  request: HttpRequest,
): Promise<HttpReply> {
  const arrival = api.arrival(account, request);
  const reply = await answerOrRefuse(api, request);
  if (arrival === null) return reply;
  return { ...reply, headers: { ...account.limits.headers(arrival, account.settings), ...reply.headers } };
}

async function answerOrRefuse(api: PricedApi, request: HttpRequest): Promise<HttpReply> {
  try {
    const match = api.find(request.method, request.path);
    if (match === null) throw notFound('Endpoint');
    return await match.route.handle(request, match.parameters);
  } catch (error) {
    if (error instanceof Refused) return refusalReply(error.refusal);
    throw error;
  }
}
