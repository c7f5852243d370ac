import { type Route, routes } from '@tamis/api';
import express, { type Request, type Response, type Router } from 'express';
import { readCookie, type SessionCookie, sessionCookie } from '../access/cookie.ts';
import { useSession } from '../access/sessions.ts';
import type { StoredSession } from '../store/sessions.ts';
import { workspaceOf } from '../store/workspaces.ts';
import { ifMatchOf, parsePart, requireAccess, requireCsrf, requireOwnOrigin } from './guard.ts';
import type { ApiParts, HandlerContext, PublicContext, Reply } from './handler.ts';
import { handlers } from './handlers.ts';
import { ProblemError } from './problemError.ts';
import { streamEvents } from './streamEvents.ts';

const BODY_LIMIT = '1mb';

interface Parsed {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** A handler seen without the types of its route, which the table has already checked. */
type AnyHandler = (
  request: Parsed,
  context: PublicContext | HandlerContext,
) => Promise<Reply<unknown>> | AsyncIterable<unknown>;

/** Mounts every route of the table. Errors go to the app's error handler. */
export function apiRouter(parts: ApiParts): Router {
  const router = express.Router();
  const cookie = sessionCookie(parts.publicUrl);
  router.use('/api', express.json({ limit: BODY_LIMIT }));
  for (const [name, route] of Object.entries<Route>(routes)) {
    const handler = handlers[name as keyof typeof handlers] as AnyHandler;
    const method = route.method.toLowerCase() as Lowercase<Route['method']>;
    router[method](route.path, async (request, response) => {
      const call = await admit({ parts, route, cookie }, request, response);
      const answer = handler(call.request, call.context);
      if (Symbol.asyncIterator in answer) await streamEvents(response, answer, call.context.signal);
      else send(response, await answer, cookie);
    });
  }
  router.use('/api', () => {
    throw new ProblemError('not-found', 'There is nothing at this address.');
  });
  return router;
}

interface Door {
  readonly parts: ApiParts;
  readonly route: Route;
  readonly cookie: SessionCookie;
}

/** Who calls, may they, and what do they ask: in this order, so that a stranger learns nothing of the rules. */
async function admit(
  { parts, route, cookie }: Door,
  request: Request,
  response: Response,
): Promise<{ request: Parsed; context: PublicContext | HandlerContext }> {
  const changes = route.method !== 'GET';
  const sessionSecret = readCookie(request.get('cookie'), cookie.name);
  const open: PublicContext = { ...parts, sessionSecret, signal: goneSignal(response) };
  if (changes) requireOwnOrigin(request, parts.publicUrl);
  if (route.access === 'public') return { request: parse(route, request), context: open };
  const found = await useSession(parts.store.owner, sessionSecret, parts.now());
  const session = requireAccess(route.access, found);
  if (changes) requireCsrf(request, session);
  const parsed = parse(route, request);
  const ifMatch = ifMatchOf(request, route);
  return { request: parsed, context: { ...(await signedIn(open, session)), ifMatch } };
}

async function signedIn(open: PublicContext, { user, csrf }: StoredSession): Promise<HandlerContext> {
  const workspace = await workspaceOf(open.store.owner, user.workspaceId);
  const service = await open.store.workspace(workspace);
  return { ...open, service, caller: user, csrf, ifMatch: '' };
}

function parse(route: Route, { params, query, body }: Request): Parsed {
  return {
    params: parsePart(route.params, params, 'path'),
    query: parsePart(route.query, query, 'query'),
    body: parsePart(route.body, body, 'body'),
  };
}

function send(response: Response, reply: Reply<unknown>, cookie: SessionCookie): void {
  if (reply.session === null) response.clearCookie(cookie.name, { ...cookie.options, maxAge: undefined });
  else if (reply.session !== undefined) response.cookie(cookie.name, reply.session, cookie.options);
  if (reply.etag !== undefined) response.set('ETag', `"${reply.etag}"`);
  response.set('Cache-Control', 'no-store');
  if (reply.body === undefined) response.status(204).end();
  else response.json(reply.body);
}

function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}
