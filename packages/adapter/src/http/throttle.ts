import Bottleneck from 'bottleneck';

/** At most `capacity` requests arrive at the vendor within any `windowMs`. */
export interface WindowLimit {
  readonly capacity: number;
  readonly windowMs: number;
}

/** One request's place in a window, counted from the moment it is handed out. Send the request at once. */
export interface Slot {
  /** The request was answered or is certainly over: its place comes back one window after its latest possible arrival. Only the first call counts. */
  release(): void;
}

/**
 * A sliding window, exact for vendors that count requests as they arrive.
 *
 * Invariant: a slot returns no earlier than `windowMs` after the last instant at which its request can have arrived.
 * A request sent at s and answered at s + l arrived at s + l − r at the latest, r being what the answer took to be made
 * and to come back. If no exchange could be faster than m, the next request would arrive at least m − r after it is sent,
 * and s + (l − m) + window would keep the distance at the vendor, however late packets or the event loop were.
 * The fastest exchange seen is only a guess at m: the first ones pay for connecting, and a later one may always be faster.
 * So it is trusted by n / (n + capacity) after n answers, near nothing in the first window and nearly whole after many.
 *
 * `bottleneck` holds the queue and the reservoir; one timer gives slots back. Times are the machine's monotonic clock,
 * as bottleneck's own timers are.
 */
export class Throttle {
  readonly #queue: Bottleneck;
  readonly #windowMs: number;
  readonly #marginMs: number;
  #capacity: number;
  #fastest = Number.POSITIVE_INFINITY;
  #answers = 0;
  #waiting = 0;
  /** When slots come back, ascending. */
  readonly #due: number[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(limit: WindowLimit) {
    this.#capacity = limit.capacity;
    this.#windowMs = limit.windowMs;
    this.#marginMs = Math.max(5, limit.windowMs / 500);
    this.#queue = new Bottleneck({ reservoir: limit.capacity });
  }

  get capacity(): number {
    return this.#capacity;
  }

  /** Waits for a free place. Throws the signal's reason when aborted meanwhile. */
  async take(signal: AbortSignal): Promise<Slot> {
    signal.throwIfAborted();
    this.#waiting += 1;
    this.#timer?.ref();
    try {
      await abortable(this.#enqueue(signal), signal);
    } finally {
      this.#waiting -= 1;
    }
    return this.#slot();
  }

  /** Changes the capacity at once; slots under way are kept in the count. */
  resize(capacity: number): void {
    const difference = capacity - this.#capacity;
    if (difference === 0) return;
    this.#capacity = capacity;
    void this.#queue.incrementReservoir(difference);
  }

  /** Stops the timer; whoever still waits is told. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#queue.stop({ dropWaitingJobs: true, dropErrorMessage: 'The connection was closed.' });
  }

  async #enqueue(signal: AbortSignal): Promise<void> {
    await this.#queue.schedule(async () => {
      if (signal.aborted) void this.#queue.incrementReservoir(1);
    });
  }

  #slot(): Slot {
    const sentAt = performance.now();
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
        this.#giveBack(sentAt, performance.now() - sentAt);
      },
    };
  }

  #giveBack(sentAt: number, latency: number): void {
    this.#fastest = Math.min(this.#fastest, latency);
    const common = this.#fastest * (this.#answers / (this.#answers + this.#capacity));
    this.#answers += 1;
    const due = sentAt + (latency - common) + this.#windowMs + this.#marginMs;
    const after = this.#due.findLastIndex((other) => other <= due);
    this.#due.splice(after + 1, 0, due);
    if (after === -1) this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const [next] = this.#due;
    if (next === undefined) return;
    this.#timer = setTimeout(() => this.#refill(), Math.max(1, Math.ceil(next - performance.now())));
    if (this.#waiting === 0) this.#timer.unref();
  }

  #refill(): void {
    const now = performance.now();
    const later = this.#due.findIndex((due) => due > now);
    const free = this.#due.splice(0, later === -1 ? this.#due.length : later).length;
    if (free > 0) void this.#queue.incrementReservoir(free);
    this.#arm();
  }
}

async function abortable(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
