/**
 * The database cannot be opened. `message` is one sentence or two for a person: what happened and what to do.
 * It never holds a password. `cause` is the error underneath, where there was one.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** The code of a system or PostgreSQL error (`'ENOSPC'`, `'28P01'`), or `undefined` where the value has none. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
