import type { HttpReply, HttpRequest } from './exchange.ts';

/** Values of the `:name` parts of a pattern, decoded. */
export type PathParameters = Readonly<Record<string, string>>;

export type Handler = (request: HttpRequest, path: PathParameters) => HttpReply | Promise<HttpReply>;

export interface Route {
  readonly method: string;
  /** Parts between slashes; `:name` takes any one part. */
  readonly pattern: string;
  readonly handle: Handler;
  /** Takes the body as a stream; `body` is then empty. */
  readonly streams?: true;
}

/** A route that fits a request, ready to be called. */
export interface Match {
  readonly route: Route;
  readonly parameters: PathParameters;
}

/** Finds the first route, in the order given, that fits method and path. */
export class Router {
  readonly #routes: readonly { readonly route: Route; readonly parts: readonly string[] }[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ route, parts: partsOf(route.pattern) }));
  }

  find(method: string, path: string): Match | null {
    const given = partsOf(path);
    for (const { route, parts } of this.#routes) {
      if (route.method !== method || parts.length !== given.length) continue;
      const parameters = parametersOf(parts, given);
      if (parameters !== null) return { route, parameters };
    }
    return null;
  }
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function parametersOf(parts: readonly string[], given: readonly string[]): PathParameters | null {
  const parameters: Record<string, string> = {};
  for (const [at, part] of parts.entries()) {
    const value = given[at] ?? '';
    if (part.startsWith(':')) parameters[part.slice(1)] = decoded(value);
    else if (part !== value) return null;
  }
  return parameters;
}

/** The part as meant; as it stands where its percent signs make no sense. */
function decoded(part: string): string {
  return /%(?![0-9a-f]{2})/i.test(part) ? part : decodeURIComponent(part);
}
