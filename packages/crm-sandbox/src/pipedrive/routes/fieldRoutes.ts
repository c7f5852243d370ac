import type { HttpReply } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import {
  addOptions,
  createField,
  deleteField,
  type FieldCall,
  listFields,
  readField,
  updateField,
} from '../fields/single.ts';
import type { CoreObject } from '../records/objectType.ts';
import type { ApiRoute } from './apiRoute.ts';

/** What a path calls the fields of an object, and the scope of their own. */
const FIELD_PATHS: readonly (readonly [path: string, object: CoreObject, scope: string])[] = [
  ['personFields', 'persons', 'contact-fields:full'],
  ['organizationFields', 'organizations', 'contact-fields:full'],
  ['dealFields', 'deals', 'deal-fields:full'],
  ['activityFields', 'activities', 'admin'],
];

/** Fields: https://developers.pipedrive.com/docs/api/v1/PersonFields and the same for the other objects. */
export function fieldRoutes(account: PipedriveAccount): ApiRoute[] {
  return FIELD_PATHS.flatMap(([path, object, scope]) => {
    const { fields, type } = account.store(object);
    const route = (method: string, below: string, handle: (call: FieldCall) => HttpReply): ApiRoute => ({
      method,
      pattern: `/api/v2/${path}${below}`,
      scopes: [...(method === 'GET' ? type.readScopes : type.fullScopes), 'admin', scope],
      kind: kindOf(method, below),
      handle: (request, { code = '' }) =>
        handle({
          fields,
          request,
          code,
          now: account.now(),
          remove: (key) => account.deleteField(fields, key),
        }),
    });
    const routes = [route('GET', '', listFields), route('GET', '/:code', readField)];
    if (object === 'activities') return routes;
    return [
      ...routes,
      route('POST', '', createField),
      route('POST', '/:code/options', addOptions),
      route('PATCH', '/:code', updateField),
      route('DELETE', '/:code', deleteField),
    ];
  });
}

function kindOf(method: string, below: string): ApiRoute['kind'] {
  if (method === 'GET') return below === '' ? 'list' : 'get';
  return method === 'DELETE' ? 'delete' : 'write';
}
