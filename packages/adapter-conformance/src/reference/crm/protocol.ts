import type { Instant } from '@tamis/adapter';
import { z } from 'zod';
import type { ExampleCrm } from './exampleCrm.ts';
import type { CrmAnswer, CrmRequest } from './message.ts';
import { listChanges, listNow, listPast, listPeople } from './reading.ts';
import { createField, createTasks, listFields, writePeople } from './writing.ts';

const refreshSchema = z.object({ refreshToken: z.string() });

/** Answers one request of the example CRM's protocol; limits and tokens come first, as at every vendor. */
export function answer(crm: ExampleCrm, request: CrmRequest): CrmAnswer {
  crm.counts.requests += 1;
  const url = new URL(request.path, 'http://crm.test');
  if (url.pathname === '/token') return refresh(crm, request.body);
  const refusal = crm.limits.admit(crm.now());
  if (refusal !== null) return { status: 429, json: refusal };
  if (!crm.tokens.accepts(request.authorization?.replace('Bearer ', '') ?? '', crm.now())) {
    crm.counts.unauthorized += 1;
    return { status: 401, json: { code: 'token', message: 'This token is not accepted.' } };
  }
  return route(crm, `${request.method} ${url.pathname}`, { query: url.searchParams, body: request.body });
}

function route(
  crm: ExampleCrm,
  what: string,
  { query, body }: { query: URLSearchParams; body: string },
): CrmAnswer {
  switch (what) {
    case 'GET /account':
      return ok({ id: 'a1', name: 'Example account', timeZone: 'Europe/Paris', url: 'http://crm.test/app' });
    case 'GET /people/fields':
      return ok({ fields: listFields(crm) });
    case 'POST /people/fields':
      return createField(crm, body);
    case 'GET /people':
      return listPeople(crm, query);
    case 'GET /people/changes':
      return listChanges(crm, query);
    case 'GET /people/now':
      return listNow(crm, query);
    case 'GET /people/past':
      return listPast(crm, query);
    case 'PATCH /people':
      return writePeople(crm, body);
    case 'POST /tasks':
      return createTasks(crm, body);
    default:
      return { status: 404, json: { code: 'not-found', message: `There is no ${what}.` } };
  }
}

function refresh(crm: ExampleCrm, body: string): CrmAnswer {
  crm.counts.refreshes += 1;
  const now: Instant = crm.now();
  const tokens = crm.tokens.refresh(refreshSchema.parse(JSON.parse(body)).refreshToken, now);
  if (tokens === null)
    return { status: 400, json: { code: 'token', message: 'This refresh token is dead.' } };
  const expiresIn = ((tokens.expiresAt ?? now) - now) / 1000;
  return ok({ accessToken: tokens.accessToken, refreshToken: tokens.refreshToken, expiresIn });
}

function ok(json: unknown): CrmAnswer {
  return { status: 200, json };
}
