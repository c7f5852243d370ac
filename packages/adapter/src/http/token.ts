import type { Instant } from '../contract.ts';
import { ReconnectNeeded, TokenRejected } from '../errors.ts';
import type { TokenSet, TokenStore } from '../vendor.ts';

/** What a vendor's token endpoint and the store offer to {@link TokenSource}. */
export interface TokenSourceOptions {
  readonly store: TokenStore;
  /** Asks the vendor for new tokens. Throws `ReconnectNeeded` when the refresh token is dead. */
  readonly refresh: (refreshToken: string) => Promise<TokenSet>;
  readonly now: () => Instant;
  /** Refresh this long before expiry; 2 minutes unless told. Milliseconds. */
  readonly earlyMs?: number;
}

/**
 * Gives a valid access token. A refresh happens early, under the store's lock, once for all concurrent callers here and in
 * other processes: tokens that changed before the lock was had are used as they are.
 */
export class TokenSource {
  readonly #store: TokenStore;
  readonly #refresh: (refreshToken: string) => Promise<TokenSet>;
  readonly #now: () => Instant;
  readonly #earlyMs: number;
  #known: TokenSet | undefined;
  #flight: Promise<TokenSet> | undefined;

  constructor(options: TokenSourceOptions) {
    this.#store = options.store;
    this.#refresh = options.refresh;
    this.#now = options.now;
    this.#earlyMs = options.earlyMs ?? 120_000;
  }

  /**
   * Attempts something with valid tokens, and once more with new ones where the vendor rejected those before their time. Throws what the
   * attempt throws, and `ReconnectNeeded` where new tokens are rejected as well.
   */
  async use<R>(attempt: (tokens: TokenSet) => Promise<R>): Promise<R> {
    const tokens = await this.valid();
    try {
      return await attempt(tokens);
    } catch (error) {
      if (!(error instanceof TokenRejected)) throw error;
      return attempt(await this.renew(tokens.accessToken)).catch(rejectedTwice);
    }
  }

  /** Tokens that are good for now. Throws `ReconnectNeeded`. */
  async valid(): Promise<TokenSet> {
    if (this.#known && this.#fresh(this.#known)) return this.#known;
    return this.#single(() => this.#readOrReplace());
  }

  /** Tokens with another access token than `rejected`, which the vendor answered 401 to. Throws `ReconnectNeeded`. */
  async renew(rejected: string): Promise<TokenSet> {
    if (this.#known && this.#known.accessToken !== rejected) return this.valid();
    return this.#single(() => this.#replace((current) => current.accessToken !== rejected));
  }

  async #readOrReplace(): Promise<TokenSet> {
    const stored = await this.#store.read();
    return this.#fresh(stored) ? stored : this.#replace((current) => this.#fresh(current));
  }

  #replace(good: (current: TokenSet) => boolean): Promise<TokenSet> {
    return this.#store.withLock(async (current) => {
      if (good(current)) return current;
      if (current.refreshToken === null) {
        throw new ReconnectNeeded('The CRM refused the access token. Create a new one and connect again.');
      }
      return this.#refresh(current.refreshToken);
    });
  }

  async #single(work: () => Promise<TokenSet>): Promise<TokenSet> {
    this.#flight ??= work().finally(() => {
      this.#flight = undefined;
    });
    this.#known = await this.#flight;
    return this.#known;
  }

  #fresh(tokens: TokenSet): boolean {
    return tokens.expiresAt === null || tokens.expiresAt - this.#earlyMs > this.#now();
  }
}

function rejectedTwice(error: unknown): never {
  if (!(error instanceof TokenRejected)) throw error;
  throw new ReconnectNeeded('The CRM refuses a token that it has just issued. Connect again.', {
    cause: error,
  });
}
