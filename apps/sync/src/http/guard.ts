import { timingSafeEqual } from 'node:crypto';
import type { Access, Route } from '@tamis/api';
import type { Request } from 'express';
import type { ZodType } from 'zod';
import { hashOf } from '../access/secret.ts';
import type { Role } from '../store/accessTables.ts';
import type { StoredSession } from '../store/sessions.ts';
import { ProblemError } from './problemError.ts';

const RANK: Readonly<Record<Exclude<Access, 'public'> & Role, number>> = { viewer: 1, editor: 2, admin: 3 };

/** Throws unless the session's person may call the route. */
export function requireAccess(
  access: Exclude<Access, 'public'>,
  session: StoredSession | null,
): StoredSession {
  if (session === null) throw new ProblemError('sign-in', 'Sign in: there is no session, or it has ended.');
  if (RANK[session.user.role] >= RANK[access]) return session;
  throw new ProblemError(
    'forbidden',
    `This needs the right "${access}". Ask an administrator of your workspace.`,
    {
      code: access,
    },
  );
}

/** Throws when a request that changes something was sent by a page that is not ours. */
export function requireOwnOrigin(request: Request, publicUrl: string): void {
  const origin = request.get('origin');
  if (origin === undefined || origin === new URL(publicUrl).origin) return;
  throw new ProblemError(
    'forbidden',
    `This came from a page at ${origin}, and only ${publicUrl} may do it.`,
    {
      code: 'origin',
    },
  );
}

/** Throws unless the request carries the session's CSRF token: https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html */
export function requireCsrf(request: Request, { csrf }: StoredSession): void {
  const given = request.get('x-csrf-token') ?? '';
  if (timingSafeEqual(hashOf(given), hashOf(csrf))) return;
  throw new ProblemError('forbidden', 'The page is older than your session. Reload it.', { code: 'csrf' });
}

/** The version that the caller saw last. Throws where the route needs one and none was sent. */
export function ifMatchOf(request: Request, { concurrency }: Route): string {
  if (concurrency !== 'if-match') return '';
  const given = request.get('if-match');
  if (given === undefined)
    throw new ProblemError('precondition', 'Send the ETag of the version you edited as If-Match.');
  return given.replace(/^W\//, '').replaceAll('"', '');
}

/** Throws `reload` unless the caller edited the present version. */
export function requireVersion(ifMatch: string, present: string | number): void {
  if (ifMatch === String(present)) return;
  throw new ProblemError(
    'reload',
    'Somebody else has changed this since you opened it. Reload, and make your change again.',
  );
}

/** Parses one part of a request. Throws `invalid` with every fault. */
export function parsePart(schema: ZodType | undefined, value: unknown, part: string): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({
    path: [part, ...path].join('.'),
    message,
  }));
  const [first] = faults;
  throw new ProblemError('invalid', `${first?.path ?? part}: ${first?.message ?? 'not understood'}`, {
    faults,
  });
}
