/**
 * Counts arrivals of the last `widthMs`, by a window that slides with every arrival. Refused requests do not fill the
 * window; {@link peak} counts them, so that it shows what the client really sent.
 */
export class SlidingWindow {
  #admitted = new Arrivals();
  #all = new Arrivals();
  #peak = 0;

  /** Admits a request arriving at `now` (milliseconds, never going back) if fewer than `max` came within the window. */
  admit(now: number, limit: WindowLimit): boolean {
    this.#all.forget(now - limit.widthMs);
    this.#all.add(now);
    this.#peak = Math.max(this.#peak, this.#all.size);
    this.#admitted.forget(now - limit.widthMs);
    if (this.#admitted.size >= limit.max) return false;
    this.#admitted.add(now);
    return true;
  }

  /** How many more would be admitted now. */
  remaining(limit: WindowLimit): number {
    return Math.max(0, limit.max - this.#admitted.size);
  }

  /** The most arrivals any window has seen, refused ones included. */
  get peak(): number {
    return this.#peak;
  }

  forgetPeak(): void {
    this.#peak = this.#all.size;
  }
}

/** At most `max` requests within any `widthMs`. */
export interface WindowLimit {
  readonly max: number;
  readonly widthMs: number;
}

class Arrivals {
  #times: number[] = [];
  #head = 0;

  get size(): number {
    return this.#times.length - this.#head;
  }

  add(at: number): void {
    this.#times.push(at);
  }

  /** Forgets arrivals at or before `until`. */
  forget(until: number): void {
    while (this.#head < this.#times.length && (this.#times[this.#head] ?? 0) <= until) this.#head += 1;
    if (this.#head > 1024 && this.#head * 2 > this.#times.length) {
      this.#times = this.#times.slice(this.#head);
      this.#head = 0;
    }
  }
}
