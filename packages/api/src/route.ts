import type { z } from 'zod';

/**
 * Who may call a route.
 * - `public`: anybody; - `viewer`: any signed-in person; - `editor`: may change mapping, model and leads, and start runs;
 * - `admin`: may connect, approve, disconnect and invite.
 */
export type Access = 'public' | 'viewer' | 'editor' | 'admin';

/** How a route guards against two people editing at once: it answers with an ETag, or needs the one last seen as `If-Match`. */
export type Concurrency = 'etag' | 'if-match';

/** One route as data. Absent schemas mean: none of it is read. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express and OpenAPI agree on everything but the parameter's mark: `/api/runs/:runId`. */
  readonly path: `/api/${string}`;
  readonly access: Access;
  /** One sentence for the OpenAPI document. */
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Absent: answers 204. */
  readonly response?: z.ZodType;
  readonly concurrency?: Concurrency;
  /** Answers with server-sent events, each `data` one document of `response`. */
  readonly stream?: true;
}

/** Keeps the exact types of a group of routes. */
export function defineRoutes<const R extends Readonly<Record<string, Route>>>(routes: R): R {
  return routes;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Given<S> = S extends z.ZodType ? z.input<S> : undefined;
type Part<R extends Route, K extends 'params' | 'query' | 'body' | 'response'> =
  R extends Record<K, infer S> ? S : undefined;

/** What a handler of the route receives, parsed. */
export interface ParsedRequest<R extends Route> {
  readonly params: Parsed<Part<R, 'params'>>;
  readonly query: Parsed<Part<R, 'query'>>;
  readonly body: Parsed<Part<R, 'body'>>;
}

/** What a caller of the route gives, before parsing. */
export interface GivenRequest<R extends Route> {
  readonly params: Given<Part<R, 'params'>>;
  readonly query: Given<Part<R, 'query'>>;
  readonly body: Given<Part<R, 'body'>>;
}

/** What the route answers. */
export type Answer<R extends Route> = Parsed<Part<R, 'response'>>;
