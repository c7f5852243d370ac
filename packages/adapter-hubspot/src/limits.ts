import { type AdapterLimits, type DailyBudget, type QuotaLease, type Slot, Throttle } from '@tamis/adapter';

/**
 * HubSpot's limits. https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 * OAuth apps: 110 requests in 10 s per account; private apps: 100, 190 or 250 by subscription. Search: 5 a second for the whole
 * account, outside the burst. A day: 250,000 to 1,000,000 for all apps together.
 */
const BURST = { capacity: 100, windowMs: 10_000 };
const SEARCH = { capacity: 5, windowMs: 1000 };

/** Batches take 100 records, search pages 200. Eight pushes under way fill 19 requests a second up to 400 ms each. */
export const PLANNING: AdapterLimits = { pushBatch: 100, pushConcurrency: 8, pullPage: 200, readBatch: 100 };

/** Four fifths of the smallest plan's day. */
export const DAILY_BUDGET: DailyBudget = { unit: 'request', units: 200_000 };

/** Which limit a request falls under. */
export type Lane = 'burst' | 'search';

/** The windows of one connection. */
export class Limits {
  readonly #burst: Throttle;
  readonly #search: Throttle;
  readonly #quota: QuotaLease;
  readonly #share: number;

  /** `share`: the part of each window that is ours, in (0, 1]; the rest is left to others. */
  constructor(quota: QuotaLease, share: number) {
    this.#quota = quota;
    this.#share = share;
    this.#burst = new Throttle({ ...BURST, capacity: this.#ours(BURST.capacity) });
    this.#search = new Throttle({ ...SEARCH, capacity: this.#ours(SEARCH.capacity) });
  }

  /** Waits for a place in every window the request falls under. Throws `QuotaExhausted`, or the signal's reason. */
  async take(lane: Lane, signal: AbortSignal): Promise<Slot> {
    await this.#quota.take('daily', 1, signal);
    return lane === 'search' ? this.#search.take(signal) : this.#burst.take(signal);
  }

  /** Learns the account's own burst limit; search answers and some others carry no such header. */
  learn(headers: Readonly<Record<string, string>>): void {
    const max = Number(headers['x-hubspot-ratelimit-max']);
    const windowMs = Number(headers['x-hubspot-ratelimit-interval-milliseconds']);
    if (max > 0 && windowMs === BURST.windowMs) this.#burst.resize(this.#ours(max));
  }

  async close(): Promise<void> {
    await Promise.all([this.#burst.close(), this.#search.close()]);
  }

  #ours(capacity: number): number {
    return Math.max(1, Math.floor(capacity * this.#share));
  }
}
