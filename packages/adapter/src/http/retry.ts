import { setTimeout as timer } from 'node:timers/promises';
import pRetry from 'p-retry';
import type { Instant } from '../contract.ts';
import { AdapterError, OutcomeUnknown, RateLimited, Unavailable } from '../errors.ts';

/** How {@link Retry} behaves; waits in milliseconds. */
export interface RetryOptions {
  readonly now: () => Instant;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Repeats after the first try; 6 unless told. */
  readonly retries?: number;
  /** First backoff, doubled at each repeat up to `maxWaitMs`; 500 ms up to 30 s unless told. */
  readonly baseWaitMs?: number;
  readonly maxWaitMs?: number;
  /** Faults in a row after which the circuit opens; 8 unless told. */
  readonly faultsToOpen?: number;
  /** How long it stays open before one request probes; 5 s unless told. */
  readonly openMs?: number;
}

const DEFAULTS = { retries: 6, baseWaitMs: 500, maxWaitMs: 30_000, faultsToOpen: 8, openMs: 5_000 };

/**
 * Repeats what is worth repeating, decided by the kind of error: `RateLimited` at its `until`, `Unavailable` with
 * jittered, doubling waits; everything else is thrown at once, `OutcomeUnknown` above all. Many faults in a row open a
 * circuit that all calls share: while it is open they wait, then one of them probes.
 */
export class Retry {
  readonly #options: typeof DEFAULTS & Pick<RetryOptions, 'now' | 'random'>;
  #faults = 0;
  #openUntil: Instant = 0;
  #probe: Promise<unknown> | undefined;

  constructor(options: RetryOptions) {
    this.#options = { ...DEFAULTS, ...options };
  }

  /** Runs `work` until it succeeds, fails for good, or its repeats are used up: then its last error is thrown. */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    return pRetry(() => this.#attempt(work, signal), {
      retries: this.#options.retries,
      minTimeout: 0,
      signal,
      shouldRetry: async ({ error, retriesConsumed }) => {
        const wait = this.#wait(error, retriesConsumed);
        if (wait === null) return false;
        await pause(wait, signal);
        return true;
      },
    });
  }

  /** `null` means: do not repeat. */
  #wait(error: Error, repeats: number): number | null {
    const { now, random, baseWaitMs, maxWaitMs } = this.#options;
    const backoff = Math.min(maxWaitMs, baseWaitMs * 2 ** repeats);
    if (error instanceof RateLimited) return Math.max(0, error.until - now()) + random() * backoff;
    if (error instanceof Unavailable) return backoff / 2 + (random() * backoff) / 2;
    return null;
  }

  async #attempt<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    while (this.#openUntil > 0) {
      if (this.#probe === undefined) return this.#runProbe(work, signal);
      await this.#probe;
      signal.throwIfAborted();
    }
    return this.#watched(work);
  }

  #runProbe<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const probe = this.#afterCooling(work, signal);
    this.#probe = Promise.allSettled([probe]).then(() => {
      this.#probe = undefined;
    });
    return probe;
  }

  async #afterCooling<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await pause(this.#openUntil - this.#options.now(), signal);
    return this.#watched(work);
  }

  async #watched<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.#close();
      return result;
    } catch (error) {
      if (error instanceof Unavailable || error instanceof OutcomeUnknown) this.#fault();
      else if (error instanceof AdapterError) this.#close();
      throw error;
    }
  }

  #close(): void {
    this.#faults = 0;
    this.#openUntil = 0;
  }

  #fault(): void {
    this.#faults += 1;
    if (this.#faults >= this.#options.faultsToOpen)
      this.#openUntil = this.#options.now() + this.#options.openMs;
  }
}

/** Throws the signal's own reason when aborted. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await timer(Math.max(0, ms), undefined, { signal }).catch((error: unknown) => {
    throw signal.aborted ? signal.reason : error;
  });
}
