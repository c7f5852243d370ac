import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PathParameters, Route } from '../../http/router.ts';
import type { PipedriveAccount } from '../account.ts';
import { type CallKind, costOf } from '../limits/cost.ts';
import { authorize, grantOf } from '../oauth/authenticate.ts';

/** An address of the API that needs a token with one of the scopes, and costs tokens of the day's budget. */
export interface ApiRoute {
  readonly method: string;
  /** Begins with `/api/v1` or `/api/v2`. */
  readonly pattern: string;
  readonly scopes: readonly string[];
  readonly kind: CallKind;
  readonly handle: (request: HttpRequest, path: PathParameters) => HttpReply;
}

/** A route behind the check of token and scope, with what it costs. */
export interface PricedRoute extends Route {
  readonly cost: number;
  readonly isSearch: boolean;
}

/** Puts the check of token and scope before a handler. */
export function guarded(account: PipedriveAccount, route: ApiRoute): PricedRoute {
  const { method, pattern, scopes, kind } = route;
  return {
    method,
    pattern,
    cost: costOf(pattern.startsWith('/api/v1') ? 'v1' : 'v2', kind),
    isSearch: kind === 'search',
    handle: (request, path) => {
      authorize(account, grantOf(account, request), scopes);
      return route.handle(request, path);
    },
  };
}

/** Writes a route with its address as one text, `GET /api/v2/persons`. */
export function api(
  address: string,
  terms: Pick<ApiRoute, 'scopes' | 'kind'>,
  handle: ApiRoute['handle'],
): ApiRoute {
  const [method = '', pattern = ''] = address.split(' ');
  return { method, pattern, ...terms, handle };
}
