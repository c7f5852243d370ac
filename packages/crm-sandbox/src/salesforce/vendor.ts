import type { SandboxClock } from '../clock.ts';
import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import { Router } from '../http/router.ts';
import type { Vendor } from '../vendor.ts';
import { settleJobs } from './bulk/process.ts';
import { salesforceControl } from './control/routes.ts';
import { notFound, refusalReply } from './errors.ts';
import { answerWithFault } from './faults.ts';
import { grantOf } from './oauth/authenticate.ts';
import { SalesforceOrg } from './org.ts';
import { salesforceRoutes } from './routes/routes.ts';
import { seedAdministration } from './seed/administration.ts';
import { fillOrg } from './seed/fillOrg.ts';

/** Salesforce as its documentation says, over one org kept in memory. */
export function salesforceVendor(clock: SandboxClock): Vendor {
  const org = new SalesforceOrg(clock);
  seedAdministration(org);
  const router = new Router(salesforceRoutes(org));
  const answer = (request: HttpRequest) => {
    settleJobs(org);
    return answerWithHeaders(org, router, request);
  };
  return {
    answer,
    answerWithFault: (request, fault) => answerWithFault(org, { request, fault, answer }),
    latencyMs: () => org.settings.latencyMs,
    setLatency: (latencyMs) => org.configure({ ...org.settings, latencyMs }),
    admit: (request) => (counts(org, request) ? org.limits.admit(request.headers, org.settings) : null),
    left: (request) => org.limits.left(request.headers),
    endpointOf: ({ method, path }) => `${method} ${endpointPattern(router, method, path)}`,
    control: salesforceControl(org),
    limitFigures: () => org.limits.figures(org.settings),
    forgetLimitFigures: () => org.limits.forgetFigures(),
    credentials: () => ({ ...org.tokens.app, accessToken: org.tokens.firstSession }),
    fill: (filling) => fillOrg(org, filling),
    peopleCount: () => org.store('Lead').table.size + org.store('Contact').table.size,
  };
}

/** The pattern, with version and object kept apart: reads of leads and of contacts are counted apart, versions are not. */
function endpointPattern(router: Router, method: string, path: string): string {
  const match = router.find(method, path);
  return match === null ? path : match.route.pattern.replace(':object', match.parameters.object ?? ':object');
}

async function answerWithHeaders(
  org: SalesforceOrg,
  router: Router,
  request: HttpRequest,
): Promise<HttpReply> {
  const reply = await answerOrRefuse(router, request);
  if (!isData(request)) return reply;
  return { ...reply, headers: { ...org.limits.headers(org.settings), ...reply.headers } };
}

async function answerOrRefuse(router: Router, request: HttpRequest): Promise<HttpReply> {
  try {
    const match = router.find(request.method, request.path);
    if (match === null) throw notFound();
    return await match.route.handle(request, match.parameters);
  } catch (error) {
    return refusalReply(error);
  }
}

function isData({ path }: Pick<HttpRequest, 'path'>): boolean {
  return path.startsWith('/services/data/');
}

/** Calls of the data service with a session count; tokens, pages and calls without a session do not. */
function counts(org: SalesforceOrg, request: Pick<HttpRequest, 'path' | 'headers'>): boolean {
  return isData(request) && grantOf(org, request) !== null;
}
