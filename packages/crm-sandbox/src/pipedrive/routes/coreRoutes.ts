import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PathParameters } from '../../http/router.ts';
import type { PipedriveAccount } from '../account.ts';
import { listRecords } from '../records/list.ts';
import { type CoreCall, type CoreObject, createOne, deleteOne, readOne, updateOne } from '../records/single.ts';
import type { ApiRoute } from './apiRoute.ts';

const OBJECTS: readonly CoreObject[] = ['persons', 'organizations', 'deals', 'activities'];

/** Records of v2: https://developers.pipedrive.com/docs/api/v1/Persons and the same for the other objects. */
export function coreRoutes(account: PipedriveAccount): ApiRoute[] {
  return OBJECTS.flatMap((object) => objectRoutes(account, object));
}

function objectRoutes(account: PipedriveAccount, object: CoreObject): ApiRoute[] {
  const { readScopes, fullScopes } = account.store(object).type;
  const base = `/api/v2/${object}`;
  const calling =
    (handle: (account: PipedriveAccount, call: CoreCall) => HttpReply) =>
    (request: HttpRequest, path: PathParameters) =>
      handle(account, { object, request, id: path.id ?? '' });
  return [
    {
      method: 'GET',
      pattern: base,
      scopes: readScopes,
      kind: 'list',
      handle: (request) => listRecords(account, account.store(object), request),
    },
    { method: 'POST', pattern: base, scopes: fullScopes, kind: 'write', handle: calling(createOne) },
    { method: 'GET', pattern: `${base}/:id`, scopes: readScopes, kind: 'get', handle: calling(readOne) },
    { method: 'PATCH', pattern: `${base}/:id`, scopes: fullScopes, kind: 'write', handle: calling(updateOne) },
    { method: 'DELETE', pattern: `${base}/:id`, scopes: fullScopes, kind: 'delete', handle: calling(deleteOne) },
  ];
}
