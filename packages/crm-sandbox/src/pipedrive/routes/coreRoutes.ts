import type { HttpReply } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { listRecords } from '../records/list.ts';
import type { CoreObject } from '../records/objectType.ts';
import { type CoreCall, createOne, deleteOne, readOne, updateOne } from '../records/single.ts';
import { type ApiRoute, api } from './apiRoute.ts';

const OBJECTS: readonly CoreObject[] = ['persons', 'organizations', 'deals', 'activities'];

/** Records of v2: https://developers.pipedrive.com/docs/api/v1/Persons and the same for the other objects. */
export function coreRoutes(account: PipedriveAccount): ApiRoute[] {
  return OBJECTS.flatMap((object) => objectRoutes(account, object));
}

function objectRoutes(account: PipedriveAccount, object: CoreObject): ApiRoute[] {
  const store = account.store(object);
  const { readScopes, fullScopes } = store.type;
  const base = `/api/v2/${object}`;
  const calling =
    (handle: (account: PipedriveAccount, call: CoreCall) => HttpReply): ApiRoute['handle'] =>
    (request, { id = '' }) =>
      handle(account, { object, request, id });
  return [
    api(`GET ${base}`, { scopes: readScopes, kind: 'list' }, (request) =>
      listRecords(account, store, { request }),
    ),
    ...(object === 'deals'
      ? [
          api(`GET ${base}/archived`, { scopes: readScopes, kind: 'list' }, (request) =>
            listRecords(account, store, { request, archived: true }),
          ),
        ]
      : []),
    api(`POST ${base}`, { scopes: fullScopes, kind: 'write' }, calling(createOne)),
    api(`GET ${base}/:id`, { scopes: readScopes, kind: 'get' }, calling(readOne)),
    api(`PATCH ${base}/:id`, { scopes: fullScopes, kind: 'write' }, calling(updateOne)),
    api(`DELETE ${base}/:id`, { scopes: fullScopes, kind: 'delete' }, calling(deleteOne)),
  ];
}
