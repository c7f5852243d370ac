import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PathParameters, Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { authorize, grantOf } from '../oauth/authenticate.ts';
import type { ObjectStore } from '../records/objectStore.ts';

/** What a call to an object's endpoint comes with. */
export interface ObjectCall {
  readonly store: ObjectStore;
  readonly request: HttpRequest;
  readonly path: PathParameters;
}

/** Which scope a call needs. */
export type Access = 'read' | 'write' | 'schemaRead' | 'schemaWrite';

/** A route below `/:object` that needs a token with the object's scope. */
export interface ObjectRoute {
  readonly method: string;
  readonly pattern: string;
  readonly access: Access;
  readonly handle: (call: ObjectCall) => HttpReply;
}

/** Puts the check of token and scope before an object's handler. */
export function guarded(account: HubSpotAccount, route: ObjectRoute): Route {
  return {
    method: route.method,
    pattern: route.pattern,
    handle: (request, path) => {
      const store = account.store(path.object ?? '');
      authorize(account, grantOf(account, request), scopesFor(store, route.access));
      return route.handle({ store, request, path });
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
