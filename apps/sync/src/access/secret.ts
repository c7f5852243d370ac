import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** A random text that nobody guesses: of a link, a session, a form. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What the database keeps of a secret: with 256 random bits a plain hash cannot be reversed. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
