import { type AdapterLimits, type QuotaLease, type Slot, Throttle } from '@tamis/adapter';

/** What the example CRM accepts: 20 requests within any half second. */
const WINDOW = { capacity: 20, windowMs: 500 };

/** Pages and reads of 20, writes of 10. */
export const PLANNING: AdapterLimits = { pushBatch: 10, pushConcurrency: 4, pullPage: 20, readBatch: 20 };

/** Changes may show this late; milliseconds. */
export const LAG_MS = 5000;

/** The limits of one connection: the day's share, which several processes use, and the window. */
export class Limits {
  readonly #window = new Throttle(WINDOW);
  readonly #quota: QuotaLease;

  constructor(quota: QuotaLease) {
    this.#quota = quota;
  }

  /** Waits for a place. Throws `QuotaExhausted`, or the signal's reason. */
  async take(signal: AbortSignal): Promise<Slot> {
    await this.#quota.take('daily', 1, signal);
    return this.#window.take(signal);
  }

  close(): Promise<void> {
    return this.#window.close();
  }
}
