import type { Instant, TokenSet } from '@tamis/adapter';

const LIFETIME_MS = 1_800_000;

/** Tokens of one app: access tokens live half an hour, and a refresh token is good for one use. */
export class CrmTokens {
  readonly #access = new Map<string, Instant>();
  readonly #refresh = new Set<string>();
  #count = 0;

  issue(now: Instant): TokenSet {
    this.#count += 1;
    const accessToken = `access-${this.#count}`;
    const refreshToken = `refresh-${this.#count}`;
    const expiresAt = now + LIFETIME_MS;
    this.#access.set(accessToken, expiresAt);
    this.#refresh.add(refreshToken);
    return { accessToken, refreshToken, expiresAt };
  }

  /** `null` where the refresh token was used before or is unknown. */
  refresh(refreshToken: string, now: Instant): TokenSet | null {
    return this.#refresh.delete(refreshToken) ? this.issue(now) : null;
  }

  accepts(accessToken: string, now: Instant): boolean {
    return (this.#access.get(accessToken) ?? 0) > now;
  }

  expire(): void {
    this.#access.clear();
  }

  revoke(): void {
    this.#access.clear();
    this.#refresh.clear();
  }
}
