import type { SandboxClock } from '../clock.ts';

const DAY = 86_400_000;
const SLOT = 60_000;

/** Counts what came in any 24 hours, to the minute, by the sandbox's clock. */
export class RollingCount {
  readonly #clock: SandboxClock;
  readonly #slots = new Map<number, number>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  add(): void {
    const slot = Math.floor(this.#clock.now() / SLOT);
    this.#slots.set(slot, (this.#slots.get(slot) ?? 0) + 1);
    for (const each of this.#slots.keys())
      if (each * SLOT <= this.#clock.now() - 2 * DAY) this.#slots.delete(each);
  }

  /** Those of the 24 hours before `at`. */
  count(at: number): number {
    let sum = 0;
    for (const [slot, count] of this.#slots) if (slot * SLOT > at - DAY && slot * SLOT <= at) sum += count;
    return sum;
  }
}
