/** Adds up what one kind of work takes in a run, in milliseconds of the run's clock; work that goes on beside other work counts whole. */
export class TimeSpent {
  readonly #now: () => number;
  #ms = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Does the work and counts its time, however it ends. */
  async on<T>(work: () => Promise<T>): Promise<T> {
    const started = this.#now();
    try {
      return await work();
    } finally {
      this.#ms += this.#now() - started;
    }
  }

  get ms(): number {
    return this.#ms;
  }
}
