import type { Adapter } from '@tamis/adapter';
import type { Answer, ParsedRequest, RouteName, routes } from '@tamis/api';
import type { Environment } from '../environment.ts';
import type { RunQueue } from '../jobs/runQueue.ts';
import type { Service } from '../service/service.ts';
import type { Role } from '../store/accessTables.ts';
import type { Connection } from '../store/connections.ts';

/** The signed-in person. */
export interface Caller {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly language: 'fr' | 'en';
}

/** What a handler works with, beside its parsed request. */
export interface HandlerContext {
  /** The store, opened for the caller's workspace alone. */
  readonly service: Service;
  readonly caller: Caller;
  /** The ETag that the caller saw last, without quotes; only routes with `if-match` have one. */
  readonly ifMatch: string;
  readonly environment: Environment;
  readonly runs: RunQueue;
  /** The connection's adapter of this process: its limits remember what was sent. Do not close it. */
  readonly adapterOf: (connection: Connection) => Adapter;
  /** Epoch milliseconds UTC. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** An answer, with its ETag (without quotes) where the route has one. */
export interface Reply<T> {
  readonly body: T;
  readonly etag?: string;
}

type Routes = typeof routes;

/** Handlers of a group of routes: parse has happened, access was checked; they call and reply. Errors: {@link ProblemError}. */
export type Handlers<N extends RouteName> = {
  readonly [K in N]: (
    request: ParsedRequest<Routes[K]>,
    context: HandlerContext,
  ) => Promise<Reply<Answer<Routes[K]>>>;
};
