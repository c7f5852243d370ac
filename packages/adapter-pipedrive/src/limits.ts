import {
  type AccountUsage,
  type AdapterLimits,
  type DailyBudget,
  type QuotaLease,
  type Slot,
  Throttle,
} from '@tamis/adapter';

/**
 * What a request costs of the day's tokens. https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting
 * A list costs the same whatever its `limit`, so pages are always as large as allowed.
 */
export const COST = {
  v2: { get: 1, list: 10, write: 5, delete: 3 },
  v1: { get: 2, list: 20, write: 10 },
} as const;

/** Most records in one page of a list, v1 and v2 alike. */
export const PAGE = 500;

/** Most ids that one list takes: https://developers.pipedrive.com/docs/api/v1/Persons#getPersons */
export const READ_BATCH = 100;

/** Requests in any two seconds on the smallest plan; larger plans are learned from the answers' headers. Same page. */
const WINDOW_MS = 2000;
const SMALLEST_BURST = { oauth: 80, apiToken: 20 };

/** Writes are single requests: a push of 100 has 16 of them under way, four pushes fill the largest plan's 240 a second at 250 ms. */
export const PLANNING: AdapterLimits = {
  pushBatch: 100,
  changesPerRequest: 1,
  pushConcurrency: 4,
  pullPage: PAGE,
  readBatch: READ_BATCH,
};

/** Writes of one push that are under way at once. */
export const WRITES_AHEAD = 16;

/** Records read one by one that are under way at once. */
export const READS_AHEAD = 16;

/** Four fifths of the 30,000 tokens that one seat of the smallest plan has a day. */
export const DAILY_BUDGET: DailyBudget = { unit: 'token', units: 24_000 };

/** The windows of one connection. */
export class Limits {
  readonly #burst: Throttle;
  readonly #quota: QuotaLease;
  readonly #share: number;
  #learned = false;
  #usage: AccountUsage | null = null;

  /** `share`: the part of the burst window that is ours, in (0, 1]; the rest is left to others. */
  constructor(quota: QuotaLease, share: number) {
    this.#quota = quota;
    this.#share = share;
    this.#burst = new Throttle({ capacity: this.#ours(SMALLEST_BURST.apiToken), windowMs: WINDOW_MS });
  }

  /** The whole company's use of its day, ours and that of every other app; `null` until an answer told. */
  get usage(): AccountUsage | null {
    return this.#usage;
  }

  /** Pays `cost` tokens and waits for a place in the window. Throws `QuotaExhausted`, or the signal's reason. */
  async take(cost: number, signal: AbortSignal): Promise<Slot> {
    await this.#quota.take('daily', cost, signal);
    return this.#burst.take(signal);
  }

  /** OAuth tokens have a larger window than API tokens, whatever the plan. */
  assume(kind: keyof typeof SMALLEST_BURST): void {
    if (!this.#learned) this.#burst.resize(this.#ours(SMALLEST_BURST[kind]));
  }

  /** Learns the plan's own window, and what is left of the day, which only some answers tell. */
  learn(headers: Readonly<Record<string, string>>): void {
    const burst = Number(headers['x-ratelimit-limit']);
    if (burst > 0) {
      this.#learned = true;
      this.#burst.resize(this.#ours(burst));
    }
    const limit = Number(headers['x-daily-ratelimit-token-limit'] ?? Number.NaN);
    const remaining = Number(headers['x-daily-ratelimit-token-remaining'] ?? Number.NaN);
    if (limit > 0 && remaining >= 0) this.#usage = { limit, used: Math.max(0, limit - remaining) };
  }

  async close(): Promise<void> {
    await this.#burst.close();
  }

  #ours(capacity: number): number {
    return Math.max(1, Math.floor(capacity * this.#share));
  }
}
