import { type Answer, type GivenRequest, type Route, type RouteName, routes } from '@tamis/api';
import { problemFrom } from './problem.ts';

type Routes = typeof routes;
type Needed<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };

/** What a call gives: exactly the parts that its route reads, and the ETag seen last where it needs one. */
export type Request<N extends RouteName> = Needed<GivenRequest<Routes[N]>> &
  (Routes[N] extends { concurrency: 'if-match' } ? { readonly ifMatch: string } : unknown);

/** What a call answers: the document, and its ETag where it has one. */
export interface Reply<N extends RouteName> {
  readonly body: Answer<Routes[N]>;
  readonly etag: string;
}

interface Given {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
}

let csrf = '';

/** Keeps the token that the session was begun with, for everything that changes something. */
export function rememberCsrf(token: string): void {
  csrf = token;
}

/** Calls a route of the service. Throws `ProblemFailure`. */
export async function call<N extends RouteName>(
  name: N,
  request: Request<N>,
  signal?: AbortSignal,
): Promise<Reply<N>> {
  const route: Route = routes[name];
  const given = request as Given;
  const response = await fetch(addressOf(route, given), {
    method: route.method,
    headers: headersOf(route, given),
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (!response.ok) throw await problemFrom(response);
  const body = response.status === 204 ? undefined : await response.json();
  return { body: body as Answer<Routes[N]>, etag: (response.headers.get('etag') ?? '').replaceAll('"', '') };
}

/** The address of a route with its parameters. */
export function addressOf({ path }: Route, { params = {}, query = {} }: Given): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(asked.map(([key, value]) => [key, String(value)]));
  return search.size === 0 ? filled : `${filled}?${search}`;
}

function headersOf({ method }: Route, { body, ifMatch }: Given): HeadersInit {
  return {
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(method === 'GET' || csrf === '' ? {} : { 'x-csrf-token': csrf }),
    ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
  };
}
