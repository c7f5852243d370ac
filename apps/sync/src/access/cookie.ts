import type { CookieOptions } from 'express';
import { SESSION_MS } from './sessions.ts';

/** The session's cookie for pages at one address. */
export interface SessionCookie {
  readonly name: string;
  readonly options: CookieOptions;
}

/**
 * Over https the cookie is bound to its host (`__Host-`). Over http, which is for this machine alone, browsers would not keep such a one.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
 */
export function sessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https:');
  return {
    name: secure ? '__Host-tamis_session' : 'tamis_session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: SESSION_MS },
  };
}

/** The value of a cookie in a `Cookie` header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}
