import type { PipedriveAccount } from '../account.ts';
import { listPipelines, listStages, readPipeline, readStage } from '../deals/pipelines.ts';
import { listUsers, readMe, readUser } from '../users.ts';
import { type ApiRoute, api } from './apiRoute.ts';

const USERS = ['users:read', 'admin'];
const DEALS = ['deals:read', 'deals:full', 'admin'];

/** Users, pipelines and stages. */
export function companyRoutes(account: PipedriveAccount): ApiRoute[] {
  return [
    api('GET /api/v1/users', { scopes: USERS, kind: 'list' }, () => listUsers(account)),
    api('GET /api/v1/users/me', { scopes: ['base'], kind: 'get' }, () => readMe(account)),
    api('GET /api/v1/users/:id', { scopes: USERS, kind: 'get' }, (_request, { id = '' }) =>
      readUser(account, id),
    ),
    api('GET /api/v2/pipelines', { scopes: DEALS, kind: 'list' }, () => listPipelines()),
    api('GET /api/v2/pipelines/:id', { scopes: DEALS, kind: 'get' }, (_request, { id = '' }) =>
      readPipeline(id),
    ),
    api('GET /api/v2/stages', { scopes: DEALS, kind: 'list' }, ({ query }) => listStages(query)),
    api('GET /api/v2/stages/:id', { scopes: DEALS, kind: 'get' }, (_request, { id = '' }) => readStage(id)),
  ];
}
