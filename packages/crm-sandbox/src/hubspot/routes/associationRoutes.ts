import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PathParameters, Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import {
  archiveAssociations,
  createAssociations,
  type Pair,
  readAssociations,
} from '../associations/batch.ts';
import { associateByDefault, listAssociations, listTypes } from '../associations/single.ts';
import { authorize, grantOf } from '../oauth/authenticate.ts';

type PairHandler = (pair: Pair, request: HttpRequest, path: PathParameters) => HttpReply;

const BATCH_BASES = ['/crm/v4/associations', '/crm/associations/2026-03', '/crm/associations/2026-09'];
const RECORD_BASES = ['/crm/v4/objects', '/crm/objects/2026-03', '/crm/objects/2026-09'];

/** Associations: https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide */
export function associationRoutes(account: HubSpotAccount): Route[] {
  return [
    ...BATCH_BASES.flatMap((base) => batchRoutes(account, `${base}/:from/:to`)),
    ...RECORD_BASES.flatMap((base) => recordRoutes(account, base)),
  ];
}

function batchRoutes(account: HubSpotAccount, base: string): Route[] {
  const create: PairHandler = (pair, request) => createAssociations(account, pair, request);
  return [
    pairRoute(account, `POST ${base}/batch/read`, (pair, request) =>
      readAssociations(account, pair, request),
    ),
    pairRoute(account, `POST ${base}/batch/create`, create),
    pairRoute(account, `POST ${base}/batch/associate/default`, create),
    pairRoute(account, `POST ${base}/batch/archive`, (pair, request) =>
      archiveAssociations(account, pair, request),
    ),
    pairRoute(account, `GET ${base}/labels`, (pair) => listTypes(pair)),
  ];
}

function recordRoutes(account: HubSpotAccount, base: string): Route[] {
  return [
    pairRoute(account, `GET ${base}/:from/:id/associations/:to`, (pair, request, path) =>
      listAssociations(account, pair, { id: path.id ?? '', request }),
    ),
    pairRoute(account, `PUT ${base}/:from/:id/associations/default/:to/:toId`, (pair, _request, path) =>
      associateByDefault(account, pair, { fromId: path.id ?? '', toId: path.toId ?? '' }),
    ),
  ];
}

/** A route between two objects; a call that reads needs read scopes of the first object, any other call write scopes. */
function pairRoute(account: HubSpotAccount, address: string, handle: PairHandler): Route {
  const [method = '', pattern = ''] = address.split(' ');
  const access = method === 'GET' || pattern.endsWith('/batch/read') ? 'read' : 'write';
  return {
    method,
    pattern,
    handle: (request, path) => {
      const pair = { from: account.store(path.from ?? ''), to: account.store(path.to ?? '') };
      authorize(account, grantOf(account, request), [`crm.objects.${pair.from.type.scopeObject}.${access}`]);
      return handle(pair, request, path);
    },
  };
}
