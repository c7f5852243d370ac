import { randomBytes, randomUUID } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';

/** What a token lets its holder do. */
export interface Grant {
  readonly kind: 'api-token' | 'oauth';
  readonly token: string;
  /** An API token may do what its user may. */
  readonly scopes: readonly string[] | 'all';
  /** `null` for a token that does not expire. */
  readonly expiresAt: number | null;
}

/** A consent that waits to be exchanged; good once, for five minutes, and for the same callback address. */
export interface AuthorizationCode {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | null;
  readonly expiresAt: number;
}

/** What a refresh token stands for. */
export interface RefreshToken {
  readonly token: string;
  readonly scopes: readonly string[];
}

/** https://pipedrive.readme.io/docs/marketplace-oauth-authorization */
const CODE_LIFETIME_MS = 5 * 60_000;

/** The registered app, and the tokens and codes that the company has given out. */
export class TokenRegistry {
  readonly clientId = randomBytes(8).toString('hex');
  readonly clientSecret = randomBytes(20).toString('hex');
  readonly apiToken = randomBytes(20).toString('hex');
  readonly #clock: SandboxClock;
  readonly #access = new Map<string, Grant>();
  readonly #refresh = new Map<string, RefreshToken>();
  readonly #codes = new Map<string, AuthorizationCode>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  /** The grant of a personal API token. */
  byApiToken(token: string): Grant | null {
    if (token !== this.apiToken) return null;
    return { kind: 'api-token', token, scopes: 'all', expiresAt: null };
  }

  /** The grant of an OAuth access token, expired or not. */
  byAccessToken(token: string): Grant | null {
    return this.#access.get(token) ?? null;
  }

  issueCode(code: Omit<AuthorizationCode, 'expiresAt'>): string {
    const text = randomBytes(20).toString('hex');
    this.#codes.set(text, { ...code, expiresAt: this.#clock.now() + CODE_LIFETIME_MS });
    return text;
  }

  /** Takes a code for good; `null` where it is unknown, used or too old. */
  takeCode(text: string): AuthorizationCode | null {
    const code = this.#codes.get(text);
    this.#codes.delete(text);
    return code === undefined || code.expiresAt <= this.#clock.now() ? null : code;
  }

  refresh(token: string): RefreshToken | null {
    return this.#refresh.get(token) ?? null;
  }

  issueRefresh(scopes: readonly string[]): RefreshToken {
    const refresh = { token: `1234567:${this.clientId}:${randomUUID()}`, scopes };
    this.#refresh.set(refresh.token, refresh);
    return refresh;
  }

  /** A new access token; earlier ones stay good until they expire. */
  issueAccess(scopes: readonly string[], lifetimeSeconds: number): string {
    const token = `v1u:${randomBytes(48).toString('base64url')}`;
    const expiresAt = this.#clock.now() + lifetimeSeconds * 1000;
    this.#access.set(token, { kind: 'oauth', token, scopes, expiresAt });
    return token;
  }

  /** Ends one refresh token, as when it was exchanged for a new one. */
  endRefresh(token: string): void {
    this.#refresh.delete(token);
  }

  endAccess(token: string): void {
    this.#access.delete(token);
  }

  /** Makes every OAuth access token expired as of now. */
  expireAccess(): void {
    for (const [token, grant] of this.#access)
      this.#access.set(token, { ...grant, expiresAt: this.#clock.now() - 1 });
  }

  /** As when the customer uninstalls the app: every OAuth token is gone. */
  revokeAll(): void {
    this.#access.clear();
    this.#refresh.clear();
  }
}
