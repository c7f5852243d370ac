import { randomBytes, randomUUID } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';

/** The external client app that customers connect. */
export interface RegisteredApp {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A session: what a bearer token lets its holder do, and until when it was last used. */
export interface Grant {
  readonly session: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  /** The refresh tokens it came from; `null` where there are none. */
  readonly family: string | null;
  usedAt: number;
  /** Ended from outside, whatever the timeout says. */
  ended: boolean;
}

/** A consent that waits to be exchanged for tokens; good once, for 15 minutes, and for the same redirect address. */
export interface AuthorizationCode {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | null;
  readonly expiresAt: number;
}

/** A refresh token; all that came from one consent are a family. */
export interface RefreshToken {
  readonly token: string;
  readonly family: string;
  readonly scopes: readonly string[];
  usedAt: number;
  /** Replaced by a newer one of its family. */
  spent: boolean;
}

const CODE_LIFETIME = 15 * 60_000;

/** Tokens and codes that the org has given out. */
export class TokenRegistry {
  readonly app: RegisteredApp = {
    clientId: `3MVG9${randomBytes(32).toString('base64url')}`,
    clientSecret: randomBytes(32).toString('hex').toUpperCase(),
  };
  /** A session that is there from the start and that no timeout ends. */
  readonly firstSession: string;
  readonly #clock: SandboxClock;
  readonly #owner: { readonly userId: string; readonly orgId: string };
  readonly #access = new Map<string, Grant>();
  readonly #refresh = new Map<string, RefreshToken>();
  readonly #codes = new Map<string, AuthorizationCode>();

  constructor(clock: SandboxClock, owner: { readonly userId: string; readonly orgId: string }) {
    this.#clock = clock;
    this.#owner = owner;
    this.firstSession = this.issueAccess(['full', 'refresh_token'], null);
  }

  grant(token: string): Grant | undefined {
    return this.#access.get(token);
  }

  issueCode(code: Omit<AuthorizationCode, 'expiresAt'>): string {
    const name = `aPrx${randomBytes(40).toString('base64url')}==`;
    this.#codes.set(name, { ...code, expiresAt: this.#clock.now() + CODE_LIFETIME });
    return name;
  }

  /** Takes a code out: the second use finds nothing. */
  takeCode(name: string): AuthorizationCode | null {
    const code = this.#codes.get(name);
    this.#codes.delete(name);
    return code !== undefined && code.expiresAt > this.#clock.now() ? code : null;
  }

  /** A refresh token of a new family, or of the one given. */
  issueRefresh(scopes: readonly string[], family: string = randomUUID()): RefreshToken {
    const token = `5Aep861${randomBytes(48).toString('base64url')}`;
    const refresh = { token, family, scopes, usedAt: this.#clock.now(), spent: false };
    this.#refresh.set(token, refresh);
    return refresh;
  }

  refresh(token: string): RefreshToken | undefined {
    return this.#refresh.get(token);
  }

  /** A new session; earlier ones stay good until they end. */
  issueAccess(scopes: readonly string[], family: string | null): string {
    const token = `${this.#owner.orgId.slice(0, 15)}!AQ${randomBytes(60).toString('base64url')}`;
    const { userId } = this.#owner;
    this.#access.set(token, {
      session: token,
      userId,
      scopes,
      family,
      usedAt: this.#clock.now(),
      ended: false,
    });
    return token;
  }

  /** Ends the refresh tokens of a family, and the sessions that came from them. */
  endFamily(family: string): void {
    for (const grant of this.#access.values()) if (grant.family === family) grant.ended = true;
    for (const [token, refresh] of this.#refresh) if (refresh.family === family) this.#refresh.delete(token);
  }

  /** Forgets an access or refresh token, whichever it is; `false` where it is neither. */
  revoke(token: string): boolean {
    const refresh = this.#refresh.get(token);
    if (refresh !== undefined) this.endFamily(refresh.family);
    return this.#access.delete(token) || refresh !== undefined;
  }

  /** Ends every session, but for the one from the start. */
  expireAccess(): void {
    for (const [token, grant] of this.#access) if (token !== this.firstSession) grant.ended = true;
  }

  /** As when the customer revokes the app: every token of OAuth is gone. */
  revokeAll(): void {
    this.expireAccess();
    this.#refresh.clear();
  }
}
