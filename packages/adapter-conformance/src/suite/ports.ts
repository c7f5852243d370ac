import type { AdapterPorts, Instant, NameStore, TokenSet, TokenStore } from '@tamis/adapter';

/** Tokens of one connection in memory, behind a lock, as the store of a service keeps them for several processes. */
export class MemoryTokens implements TokenStore {
  current: TokenSet;
  /** How often the lock gave other tokens back than it was entered with. */
  replaced = 0;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(current: TokenSet) {
    this.current = current;
  }

  async read(): Promise<TokenSet> {
    return this.current;
  }

  withLock(work: (current: TokenSet) => Promise<TokenSet>): Promise<TokenSet> {
    const run = this.#tail.then(async () => {
      const before = this.current;
      this.current = await work(before);
      if (this.current.accessToken !== before.accessToken) this.replaced += 1;
      return this.current;
    });
    this.#tail = run.catch(() => undefined);
    return run;
  }
}

/** Names in memory. */
export function memoryNames(): NameStore {
  const names: Record<string, string> = {};
  return {
    read: async () => ({ ...names }),
    add: async (more) => void Object.assign(names, more),
  };
}

/** Ports for one connection: a quota without end, and chance that is always the same. */
export function memoryPorts(
  tokens: TokenStore,
  now: () => Instant,
  names: NameStore = memoryNames(),
): AdapterPorts {
  return { tokens, now, names, quota: { take: async () => undefined }, random: () => 0 };
}
