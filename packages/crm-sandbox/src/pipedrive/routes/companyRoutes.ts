import type { PipedriveAccount } from '../account.ts';
import { listPipelines, listStages, readPipeline, readStage } from '../deals/pipelines.ts';
import { listUsers, readMe, readUser } from '../users.ts';
import type { ApiRoute } from './apiRoute.ts';

/** Users, pipelines and stages. */
export function companyRoutes(account: PipedriveAccount): ApiRoute[] {
  const users = ['users:read', 'admin'];
  const deals = ['deals:read', 'deals:full', 'admin'];
  const get = (pattern: string, route: Pick<ApiRoute, 'scopes' | 'kind' | 'handle'>): ApiRoute => ({
    method: 'GET',
    pattern,
    ...route,
  });
  return [
    get('/api/v1/users', { scopes: users, kind: 'list', handle: () => listUsers(account) }),
    get('/api/v1/users/me', { scopes: ['base'], kind: 'get', handle: () => readMe(account) }),
    get('/api/v1/users/:id', {
      scopes: users,
      kind: 'get',
      handle: (_request, { id = '' }) => readUser(account, id),
    }),
    get('/api/v2/pipelines', { scopes: deals, kind: 'list', handle: () => listPipelines() }),
    get('/api/v2/pipelines/:id', {
      scopes: deals,
      kind: 'get',
      handle: (_request, { id = '' }) => readPipeline(id),
    }),
    get('/api/v2/stages', { scopes: deals, kind: 'list', handle: ({ query }) => listStages(query) }),
    get('/api/v2/stages/:id', {
      scopes: deals,
      kind: 'get',
      handle: (_request, { id = '' }) => readStage(id),
    }),
  ];
}
