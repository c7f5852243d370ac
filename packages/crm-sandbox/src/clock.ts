/** The sandbox's clock: epoch milliseconds UTC, real, set off from real time, or standing still. */
export class SandboxClock {
  #offset = 0;
  #frozenAt: number | null = null;

  now(): number {
    return this.#frozenAt ?? Date.now() + this.#offset;
  }

  get mode(): 'running' | 'frozen' {
    return this.#frozenAt === null ? 'running' : 'frozen';
  }

  /** Stands still at `at`, or where it is. */
  freeze(at: number = this.now()): void {
    this.#frozenAt = at;
  }

  /** Runs on from `from`, or from where it is. */
  run(from: number = this.now()): void {
    this.#offset = from - Date.now();
    this.#frozenAt = null;
  }

  /** Moves by `ms` and keeps running or standing as it was. */
  advance(ms: number): void {
    if (this.#frozenAt === null) this.#offset += ms;
    else this.#frozenAt += ms;
  }
}
