import type { Adapter } from '@tamis/adapter';
import type { Answer, ParsedRequest, RouteName, routes } from '@tamis/api';
import type { Environment } from '../environment.ts';
import type { RunQueue } from '../jobs/runQueue.ts';
import type { Store } from '../service/openStore.ts';
import type { Service } from '../service/service.ts';
import type { Connection } from '../store/connections.ts';
import type { User } from '../store/users.ts';

/** What one process gives to all handlers. */
export interface ApiParts {
  readonly store: Store;
  readonly environment: Environment;
  /** The address people open, without a trailing slash. Never taken from a request. */
  readonly publicUrl: string;
  readonly runs: RunQueue;
  /** The connection's adapter of this process: its limits remember what was sent. Do not close it. */
  readonly adapterOf: (service: Service, connection: Connection) => Promise<Adapter>;
  /** Epoch milliseconds UTC. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** What a handler works with when nobody needs to be signed in. */
export interface PublicContext extends ApiParts {
  /** The secret of the request's session cookie, whether or not it is one of ours. */
  readonly sessionSecret: string | undefined;
  /** Aborts when the caller has gone. */
  readonly signal: AbortSignal;
}

/** What a handler works with, beside its parsed request. */
export interface HandlerContext extends PublicContext {
  /** The store as the caller's workspace sees it. */
  readonly service: Service;
  readonly caller: User;
  readonly csrf: string;
  /** The ETag that the caller saw last, without quotes; empty for routes that need none. */
  readonly ifMatch: string;
}

/** An answer, with its ETag (without quotes) where the route has one. */
export interface Reply<T> {
  readonly body: T;
  readonly etag?: string;
  /** A session that begins with this answer, by its secret, or `null` for one that ends. */
  readonly session?: string | null;
}

type Routes = typeof routes;

/** Names of the routes that anybody may call. */
export type PublicRouteName = {
  [K in RouteName]: Routes[K]['access'] extends 'public' ? K : never;
}[RouteName];

type Context<K extends RouteName> = K extends PublicRouteName ? PublicContext : HandlerContext;

type Handled<K extends RouteName> = Routes[K] extends { stream: true }
  ? AsyncIterable<Answer<Routes[K]>>
  : Promise<Reply<Answer<Routes[K]>>>;

/** Handlers of a group of routes: parse has happened, access was checked; they call and reply. They throw `ProblemError`. */
export type Handlers<N extends RouteName> = {
  readonly [K in N]: (request: ParsedRequest<Routes[K]>, context: Context<K>) => Handled<K>;
};
