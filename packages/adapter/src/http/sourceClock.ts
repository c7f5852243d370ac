import type { Instant } from '../contract.ts';

/** The `Date` header has whole seconds and is as old as the answer was under way: a smaller difference is no skew. */
export const CLOCK_PRECISION_MS = 2000;

/** The vendor's clock as its answers show it, so that a wrong clock here moves no cursor. */
export class SourceClock {
  readonly #ours: () => Instant;
  #skewMs = 0;
  #answeredAt: Instant | undefined;

  constructor(ours: () => Instant) {
    this.#ours = ours;
  }

  /** Reads the `date` header of an answer; one without changes nothing. */
  learn({ date = '' }: Readonly<Record<string, string>>): void {
    const at = Date.parse(date);
    if (!Number.isFinite(at)) return;
    const skew = at - this.#ours();
    this.#answeredAt = at;
    this.#skewMs = Math.abs(skew) > CLOCK_PRECISION_MS ? skew : 0;
  }

  /** Now, by the vendor's clock; up to {@link CLOCK_PRECISION_MS} early. */
  now(): Instant {
    return this.#ours() + this.#skewMs;
  }

  /** When the vendor sent its latest answer, by its own clock in whole seconds; now, before any. */
  answeredAt(): Instant {
    return this.#answeredAt ?? this.now();
  }
}
