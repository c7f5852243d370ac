import {
  type AccountUsage,
  type AdapterLimits,
  type DailyBudget,
  type Instant,
  QuotaExhausted,
  type QuotaLease,
} from '@tamis/adapter';
import { Turnstile } from './turnstile.ts';

/**
 * Salesforce's limits: https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm
 * Requests of rolling 24 hours for all apps together: 100,000 and 1,000 for each licence in the Enterprise edition, 15,000 in the smallest
 * one that has the API. At once: 25 requests that last 20 s or longer, 5 in a Developer edition.
 */
const AT_ONCE = 8;

/** The window of 24 hours rolls: after an hour some of it is free again. Milliseconds. */
export const HOUR_MS = 3_600_000;

/** Rows that a query page and a collection take: https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-sobjects-collections.html */
export const PAGE = 2000;
export const BATCH = 200;

/** Rows that a collection is read of by a request with a body: https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-sobjects-collections-retrieve-post.html */
const READ_BATCH = 2000;

/** From so many rows on a job of the Bulk API costs fewer requests than pages and collections. */
export const BULK_FROM = 10_000;

/** Sizes the caller plans with. A job may have 150 MB; 20,000 rows are a tenth of that, and do not fill the memory of a small machine. */
export const PLANNING: AdapterLimits = {
  pushBatch: BATCH,
  pushConcurrency: 4,
  pullPage: PAGE,
  readBatch: READ_BATCH,
  bulkPush: { from: BULK_FROM, most: 10_000 },
};

/** Four fifths of the smallest day. */
export const DAILY_BUDGET: DailyBudget = { unit: 'request', units: 12_000 };

/** What one organization lets us do. */
export class Limits {
  readonly #quota: QuotaLease;
  readonly #reserve: number;
  readonly #now: () => Instant;
  readonly #turnstile = new Turnstile(AT_ONCE);
  #usage: (AccountUsage & { readonly at: Instant }) | null = null;

  /** `reserve`: the part of the organization's day that is left to others, in [0, 1). */
  constructor({ quota, now }: { quota: QuotaLease; now: () => Instant }, reserve: number) {
    this.#quota = quota;
    this.#reserve = reserve;
    this.#now = now;
  }

  get usage(): AccountUsage | null {
    return this.#usage && { used: this.#usage.used, limit: this.#usage.limit };
  }

  /** Waits for a turn; call what it returns when the request is over. Throws `QuotaExhausted`, or the signal's reason. */
  async take(signal: AbortSignal): Promise<() => void> {
    this.#leaveReserve();
    await this.#quota.take('daily', 1, signal);
    return this.#turnstile.enter(signal);
  }

  /** `Sforce-Limit-Info: api-usage=18/100000`: https://developer.salesforce.com/docs/platform/api-rest/guide/headers-api-usage.html */
  learn(headers: Readonly<Record<string, string>>): void {
    const match = /api-usage=(\d+)\/(\d+)/.exec(headers['sforce-limit-info'] ?? '');
    if (match) this.#usage = { used: Number(match[1]), limit: Number(match[2]), at: this.#now() };
  }

  /** What was seen more than an hour ago says nothing any more: then one request asks again. */
  #leaveReserve(): void {
    const usage = this.#usage;
    if (usage === null || usage.used < usage.limit * (1 - this.#reserve)) return;
    const until = usage.at + HOUR_MS;
    if (this.#now() >= until) return;
    const share = `${usage.used} of ${usage.limit}`;
    throw new QuotaExhausted(
      `All apps together have used ${share} requests of the Salesforce organization's day; the rest is left to others. The run goes on later.`,
      until,
    );
  }
}
