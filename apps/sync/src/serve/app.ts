import { randomBytes, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { openApiDocument } from '@tamis/api';
import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { ApiParts } from '../http/handler.ts';
import { apiRouter } from '../http/mount.ts';
import { oauthCallback } from '../http/oauthCallback.ts';
import { problemOf } from '../http/problemAnswer.ts';
import { ProblemError } from '../http/problemError.ts';
import { healthRouter, type Readiness } from './health.ts';
import type { ServiceLog } from './log.ts';
import type { Metrics } from './metrics.ts';

const QUARTER_MS = 15 * 60_000;
/** Attempts to sign in, or to use a link, that one address has in a quarter of an hour. */
const ATTEMPTS = 20;
const NONCE_BYTES = 16;

/** What the web role answers with. */
export interface AppParts {
  readonly api: ApiParts;
  readonly log: ServiceLog;
  readonly metrics: Metrics;
  readonly ready: Readiness;
  readonly version: string;
  /** Proxies in front whose word about the caller's address is taken. */
  readonly trustedProxies: number;
  /** What draws the page; `null` for a worker, which only answers its operator. */
  readonly page: Router | null;
}

/** Everything the service answers over HTTP. */
export function createApp(parts: AppParts): Express {
  const { api, trustedProxies } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies);
  app.use(observed(parts));
  app.use(securityHeaders(api.publicUrl));
  app.use(healthRouter(parts.ready, parts.metrics));
  if (parts.page !== null) answerPeople(app, parts, parts.page);
  app.use(answerProblem(parts.log));
  return app;
}

function answerPeople(app: Express, { api, version }: AppParts, page: Router): void {
  app.get('/api/openapi.json', (_, response) => {
    response.json(openApiDocument({ version, url: api.publicUrl }));
  });
  app.post(['/api/session', '/api/invitation', '/api/invitation/acceptance'], attemptsLimit());
  app.get('/oauth/callback', oauthCallback(api));
  app.use(apiRouter(api));
  app.use(page);
}

/** https://cheatsheetseries.owasp.org/cheatsheets/Content_Security_Policy_Cheat_Sheet.html: scripts and styles from here alone. */
function securityHeaders(publicUrl: string): RequestHandler {
  const secure = publicUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", (_, response) => `'nonce-${nonceOf(response)}'`],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'no-referrer' },
  });
}

/** Express's response is what Node calls it, with `locals`. */
function nonceOf(response: ServerResponse): string {
  return String((response as Response).locals.nonce);
}

function attemptsLimit(): RequestHandler {
  return rateLimit({
    windowMs: QUARTER_MS,
    limit: ATTEMPTS,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_, __, next) =>
      next(new ProblemError('wait', 'Too many attempts from your address. Wait a quarter of an hour.')),
  });
}

/** Gives each request its id, and notes its route (never its address, which may hold a secret), status and duration. */
function observed({ log, metrics, api }: AppParts): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    const from = api.now();
    response.locals.requestId = requestId;
    response.locals.nonce = randomBytes(NONCE_BYTES).toString('base64');
    response.set('X-Request-Id', requestId);
    response.once('finish', () => {
      const route = request.route === undefined ? 'page' : String(request.route.path);
      const about = { route, status: response.statusCode, ms: api.now() - from };
      metrics.answered(about);
      log.request({ requestId, method: request.method, ...about });
    });
    next();
  };
}

function answerProblem(log: ServiceLog): ErrorRequestHandler {
  return (error, _, response, next) => {
    const requestId = String(response.locals.requestId);
    const problem = problemOf(error, requestId);
    if (problem.status >= 500) log.failed('request', error, requestId);
    if (response.headersSent) return next(error);
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}
