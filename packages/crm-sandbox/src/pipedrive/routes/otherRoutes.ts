import type { PipedriveAccount } from '../account.ts';
import { dealFlow } from '../deals/flow.ts';
import { gone, notFound } from '../errors.ts';
import { listMail } from '../mail/list.ts';
import { createNote, listNotes, readNote, updateNote } from '../notes/notes.ts';
import { searchPersons } from '../records/search.ts';
import { createWebhook, deleteWebhook, listWebhooks } from '../webhooks/single.ts';
import { type ApiRoute, api } from './apiRoute.ts';

const CONTACTS = ['contacts:read', 'contacts:full'];
const NOTE_READ = ['deals:read', 'deals:full', ...CONTACTS];
const NOTE_FULL = ['deals:full', 'contacts:full'];

/** What is still of v1 beside leads, and the search for persons. */
export function otherRoutes(account: PipedriveAccount): ApiRoute[] {
  return [
    api('GET /api/v2/persons/search', { scopes: [...CONTACTS, 'search:read'], kind: 'search' }, (request) =>
      searchPersons(account, request),
    ),
    api('GET /api/v1/deals/:id/flow', { scopes: ['recents:read'], kind: 'list' }, (request, { id = '' }) =>
      dealFlow(account, id, request),
    ),
    api(
      'GET /api/v1/persons/:id/mailMessages',
      { scopes: ['mail:read'], kind: 'list' },
      (request, { id = '' }) => listMail(account, id, request),
    ),
    ...noteRoutes(account),
    ...webhookRoutes(account),
    ...retiredRoutes(account),
  ];
}

function noteRoutes(account: PipedriveAccount): ApiRoute[] {
  const base = '/api/v1/notes';
  return [
    api(`GET ${base}`, { scopes: NOTE_READ, kind: 'list' }, (request) => listNotes(account, request)),
    api(`POST ${base}`, { scopes: NOTE_FULL, kind: 'write' }, (request) => createNote(account, request)),
    api(`GET ${base}/:id`, { scopes: NOTE_READ, kind: 'get' }, (_request, { id = '' }) =>
      readNote(account, id),
    ),
    api(`PUT ${base}/:id`, { scopes: NOTE_FULL, kind: 'write' }, (request, { id = '' }) =>
      updateNote(account, id, request),
    ),
  ];
}

function webhookRoutes(account: PipedriveAccount): ApiRoute[] {
  const base = '/api/v1/webhooks';
  const scopes = ['admin'];
  return [
    api(`GET ${base}`, { scopes, kind: 'list' }, () => listWebhooks(account)),
    api(`POST ${base}`, { scopes, kind: 'write' }, (request) => createWebhook(account, request)),
    api(`DELETE ${base}/:id`, { scopes, kind: 'delete' }, (_request, { id = '' }) =>
      deleteWebhook(account, id),
    ),
  ];
}

const RETIRED = ['persons', 'organizations', 'deals', 'activities', 'stages', 'pipelines'];

/** Out of support since 2026-08-01: gone, or not known any more. https://pipedrive.readme.io/docs/pipedrive-api-v2-migration-guide */
function retiredRoutes(account: PipedriveAccount): ApiRoute[] {
  const refuse = (): never => {
    throw account.settings.retiredV1 === 'gone' ? gone('This version of the endpoint') : notFound('Endpoint');
  };
  const terms = { scopes: ['base'], kind: 'get' } as const;
  return RETIRED.flatMap((object) => [
    ...['GET', 'POST'].map((method) => api(`${method} /api/v1/${object}`, terms, refuse)),
    ...['GET', 'PUT', 'DELETE'].map((method) => api(`${method} /api/v1/${object}/:id`, terms, refuse)),
  ]);
}
