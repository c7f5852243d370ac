import { describe, expect, it } from 'vitest';
import { ReconnectNeeded, TokenRejected, type TokenSet, TokenSource, type TokenStore } from '../src/index.ts';

const HOUR = 3_600_000;

function tokens(accessToken: string, expiresAt: number | null): TokenSet {
  return { accessToken, refreshToken: expiresAt === null ? null : 'refresh', expiresAt };
}

/** A store whose lock is exclusive, as the real one's is. */
class MemoryStore implements TokenStore {
  current: TokenSet;
  locks = 0;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(current: TokenSet) {
    this.current = current;
  }

  async read(): Promise<TokenSet> {
    return this.current;
  }

  withLock(work: (current: TokenSet) => Promise<TokenSet>): Promise<TokenSet> {
    const run = this.#tail.then(async () => {
      this.locks += 1;
      this.current = await work(this.current);
      return this.current;
    });
    this.#tail = run.catch(() => undefined);
    return run;
  }
}

/** A vendor that counts refreshes and gives a new token each time. */
function refresher() {
  const vendor = { refreshes: 0 };
  const refresh = async () => {
    vendor.refreshes += 1;
    return tokens(`new-${vendor.refreshes}`, HOUR + 1_800_000);
  };
  return { vendor, refresh };
}

const accessToken = (given: TokenSet) => given.accessToken;

describe('the access token', () => {
  it('is refreshed once for 50 callers at the same time', async () => {
    const store = new MemoryStore(tokens('old', HOUR));
    const { vendor, refresh } = refresher();
    const source = new TokenSource({ store, refresh, now: () => HOUR });
    const given = await Promise.all(Array.from({ length: 50 }, () => source.valid()));
    expect(new Set(given.map(accessToken))).toEqual(new Set(['new-1']));
    expect(vendor.refreshes).toBe(1);
  });

  it('is refreshed once by two processes that share a store', async () => {
    const store = new MemoryStore(tokens('old', HOUR));
    const { vendor, refresh } = refresher();
    const sources = [1, 2].map(() => new TokenSource({ store, refresh, now: () => HOUR }));
    const given = await Promise.all(sources.map((source) => source.valid()));
    expect(given.map(accessToken)).toEqual(['new-1', 'new-1']);
    expect(vendor.refreshes).toBe(1);
  });

  it('is refreshed two minutes before it expires, not earlier', async () => {
    const store = new MemoryStore(tokens('old', HOUR));
    const { refresh } = refresher();
    let now = HOUR - 121_000;
    const source = new TokenSource({ store, refresh, now: () => now });
    expect(accessToken(await source.valid())).toBe('old');
    now = HOUR - 119_000;
    expect(accessToken(await source.valid())).toBe('new-1');
  });

  it('is replaced when the vendor rejected it before its time, once for all who were rejected', async () => {
    const store = new MemoryStore(tokens('old', HOUR));
    const { vendor, refresh } = refresher();
    const source = new TokenSource({ store, refresh, now: () => 0 });
    await source.valid();
    const given = await Promise.all([source.renew('old'), source.renew('old'), source.renew('old')]);
    expect(given.map(accessToken)).toEqual(['new-1', 'new-1', 'new-1']);
    expect(accessToken(await source.renew('old'))).toBe('new-1');
    expect(vendor.refreshes).toBe(1);
  });

  it('asks a person to connect again when it cannot be refreshed', async () => {
    const store = new MemoryStore(tokens('private-app', null));
    const { refresh } = refresher();
    const source = new TokenSource({ store, refresh, now: () => 0 });
    expect(accessToken(await source.valid())).toBe('private-app');
    await expect(source.renew('private-app')).rejects.toThrow(ReconnectNeeded);
  });

  it('is tried once more, with another one, where the vendor rejects it before its time', async () => {
    const { refresh } = refresher();
    const source = new TokenSource({ store: new MemoryStore(tokens('old', HOUR)), refresh, now: () => 0 });
    const tried: string[] = [];
    const answer = await source.use(async ({ accessToken: token }) => {
      tried.push(token);
      if (token === 'old') throw new TokenRejected('expired', 'EXPIRED');
      return 'answer';
    });
    expect(answer).toBe('answer');
    expect(tried).toEqual(['old', 'new-1']);
  });

  it('asks a person to connect again where the vendor rejects the new one as well, and passes other errors on', async () => {
    const { vendor, refresh } = refresher();
    const source = new TokenSource({ store: new MemoryStore(tokens('old', HOUR)), refresh, now: () => 0 });
    const rejected = source.use(() => Promise.reject(new TokenRejected('expired', 'EXPIRED')));
    await expect(rejected).rejects.toThrow(ReconnectNeeded);
    expect(vendor.refreshes).toBe(1);
    await expect(source.use(() => Promise.reject(new RangeError('other')))).rejects.toThrow(RangeError);
  });
});
