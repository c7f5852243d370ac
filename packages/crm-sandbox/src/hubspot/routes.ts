import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import type { Route } from '../http/router.ts';
import type { HubSpotAccount } from './account.ts';
import { updateBatch } from './batch/update.ts';
import { authorize, grantOf } from './oauth/authenticate.ts';
import { exchangeToken } from './oauth/token.ts';
import { createGroup, listGroups, readGroup } from './properties/groups.ts';
import { archiveOne, createOne, listAll, readOne, updateOne } from './properties/routes.ts';
import type { ObjectStore } from './records/objectStore.ts';
import { parseSearch } from './search/request.ts';
import { search } from './search/search.ts';

/** What a handler of an object's endpoint gets. */
interface ObjectCall {
  readonly account: HubSpotAccount;
  readonly store: ObjectStore;
  readonly request: HttpRequest;
  readonly path: Readonly<Record<string, string>>;
}

type ObjectHandler = (call: ObjectCall) => HttpReply;

/** Every address of the HubSpot API that the stand-in answers. */
export function hubspotRoutes(account: HubSpotAccount): Route[] {
  return [...objectRoutes(account), ...propertyRoutes(account), ...oauthRoutes(account)];
}

const OBJECT_BASES = ['/crm/v3/objects', '/crm/objects/2026-03', '/crm/objects/2026-09'];
const PROPERTY_BASES = ['/crm/v3/properties', '/crm/properties/2026-03', '/crm/properties/2026-09'];

function objectRoutes(account: HubSpotAccount): Route[] {
  return OBJECT_BASES.flatMap((base) => [
    objectRoute(account, {
      method: 'POST',
      pattern: `${base}/:object/search`,
      access: 'read',
      handle: searchRecords,
    }),
    objectRoute(account, {
      method: 'POST',
      pattern: `${base}/:object/batch/update`,
      access: 'write',
      handle: ({ store, request }) => updateBatch(account, store, request),
    }),
  ]);
}

function searchRecords({ account, store, request }: ObjectCall): HttpReply {
  return { status: 200, json: search(account, store, parseSearch(store, request.body)) };
}

function propertyRoutes(account: HubSpotAccount): Route[] {
  const route = (method: string, pattern: string, handle: ObjectHandler) =>
    objectRoute(account, {
      method,
      pattern,
      access: method === 'GET' ? 'schemaRead' : 'schemaWrite',
      handle,
    });
  return PROPERTY_BASES.flatMap((base) => [
    route('GET', `${base}/:object/groups`, ({ store }) => listGroups(store)),
    route('POST', `${base}/:object/groups`, ({ store, request }) => createGroup(store, request)),
    route('GET', `${base}/:object/groups/:group`, ({ store, path }) => readGroup(store, path.group ?? '')),
    route('GET', `${base}/:object`, ({ store }) => listAll(store)),
    route('POST', `${base}/:object`, ({ store, request }) => createOne(account, store, request)),
    route('GET', `${base}/:object/:property`, ({ store, path }) => readOne(store, path.property ?? '')),
    route('PATCH', `${base}/:object/:property`, ({ store, path, request }) =>
      updateOne(account, store, { name: path.property ?? '', request }),
    ),
    route('DELETE', `${base}/:object/:property`, ({ store, path }) => archiveOne(store, path.property ?? '')),
  ]);
}

function oauthRoutes(account: HubSpotAccount): Route[] {
  return ['v1', 'v3', '2026-03', '2026-09'].map((version) => ({
    method: 'POST',
    pattern: `/oauth/${version}/token`,
    handle: (request: HttpRequest) => exchangeToken(account, request, version === 'v1' ? 'v1' : 'v3'),
  }));
}

type Access = 'read' | 'write' | 'schemaRead' | 'schemaWrite';

function objectRoute(
  account: HubSpotAccount,
  route: { method: string; pattern: string; access: Access; handle: ObjectHandler },
): Route {
  return {
    method: route.method,
    pattern: route.pattern,
    handle: (request, path) => {
      const store = account.store(path.object ?? '');
      authorize(account, grantOf(account, request), scopesFor(store, route.access));
      return route.handle({ account, store, request, path });
    },
  };
}

/** Any one of these scopes is enough. */
function scopesFor(store: ObjectStore, access: Access): readonly string[] {
  const object = store.type.scopeObject;
  if (access === 'schemaRead') return [`crm.schemas.${object}.read`, `crm.objects.${object}.read`];
  if (access === 'schemaWrite') return [`crm.schemas.${object}.write`];
  return [`crm.objects.${object}.${access}`];
}
