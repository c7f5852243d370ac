import type { HttpRequest } from '../http/exchange.ts';

/** The address by which the client reached the sandbox: it is instance and login host in one. */
export function originOf(request: Pick<HttpRequest, 'headers'>): string {
  const { host } = request.headers;
  return `http://${typeof host === 'string' ? host : 'localhost'}`;
}
