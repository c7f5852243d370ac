import { hash, verify } from '@node-rs/argon2';

/** argon2id with 19 MiB, two passes, one lane: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes a password for storage. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

/** Says whether the password is the one that was hashed. */
export function isPassword(password: string, hashed: string): Promise<boolean> {
  return verify(hashed, password.normalize('NFKC'));
}
