import { randomBytes, randomUUID } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';
import { ALL_SCOPES } from './scopes.ts';

/** The app that customers connect, as its developer registered it. */
export interface RegisteredApp {
  readonly appId: number;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What a bearer token lets its holder do. */
export interface Grant {
  readonly kind: 'private' | 'oauth';
  readonly appId: number;
  readonly scopes: readonly string[];
  /** `null` for a token that does not expire. */
  readonly expiresAt: number | null;
}

/** A consent that waits to be exchanged for tokens; good once, for a few minutes, and for the same redirect address. */
export interface AuthorizationCode {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | null;
  readonly expiresAt: number;
}

export interface RefreshToken {
  readonly token: string;
  readonly scopes: readonly string[];
}

/** Tokens and codes that the account has given out. */
export class TokenRegistry {
  readonly app: RegisteredApp = {
    appId: 4_200_001,
    clientId: randomUUID(),
    clientSecret: randomUUID(),
  };
  readonly privateAppToken = `pat-eu1-${randomUUID()}`;
  readonly #clock: SandboxClock;
  readonly #access = new Map<string, Grant>();
  readonly #refresh = new Map<string, RefreshToken>();
  readonly #codes = new Map<string, AuthorizationCode>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
    this.setPrivateScopes(ALL_SCOPES);
  }

  setPrivateScopes(scopes: readonly string[]): void {
    this.#access.set(this.privateAppToken, { kind: 'private', appId: 4_100_001, scopes, expiresAt: null });
  }

  grant(token: string): Grant | undefined {
    return this.#access.get(token);
  }

  issueCode(code: Omit<AuthorizationCode, 'expiresAt'>): string {
    const name = randomUUID();
    this.#codes.set(name, { ...code, expiresAt: this.#clock.now() + 600_000 });
    return name;
  }

  /** Takes a code out: the second use finds nothing. */
  takeCode(name: string): AuthorizationCode | null {
    const code = this.#codes.get(name);
    this.#codes.delete(name);
    return code !== undefined && code.expiresAt > this.#clock.now() ? code : null;
  }

  issueRefresh(scopes: readonly string[]): RefreshToken {
    const refresh = { token: `eu1-${randomUUID()}`, scopes };
    this.#refresh.set(refresh.token, refresh);
    return refresh;
  }

  refresh(token: string): RefreshToken | undefined {
    return this.#refresh.get(token);
  }

  /** A new access token; earlier ones stay good until they expire. */
  issueAccess(scopes: readonly string[], lifetimeSeconds: number): string {
    const token = `CL${randomBytes(48).toString('base64url')}`;
    const expiresAt = this.#clock.now() + lifetimeSeconds * 1000;
    this.#access.set(token, { kind: 'oauth', appId: this.app.appId, scopes, expiresAt });
    return token;
  }

  /** Forgets an access or refresh token, whichever it is. */
  revoke(token: string): void {
    this.#access.delete(token);
    this.#refresh.delete(token);
  }

  /** Makes every OAuth access token expired as of now. */
  expireAccess(): void {
    for (const [token, grant] of this.#access)
      if (grant.kind === 'oauth') this.#access.set(token, { ...grant, expiresAt: this.#clock.now() - 1 });
  }

  /** As when the customer uninstalls the app: every OAuth token is gone. */
  revokeAll(): void {
    for (const [token, grant] of this.#access) if (grant.kind === 'oauth') this.#access.delete(token);
    this.#refresh.clear();
  }
}
