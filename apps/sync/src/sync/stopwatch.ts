import type { RunEvent } from './context.ts';

/** Times a run from its first request for records to the last answer that it stored or that acknowledged a write. */
export class Stopwatch {
  readonly #now: () => number;
  #from = 0;
  #to = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  see({ step }: RunEvent): void {
    if (step === 'opened') this.#from = this.#now();
    if (step === 'opened' || step === 'page-stored' || step === 'batch-pushed') this.#to = this.#now();
  }

  seconds(): number {
    return (this.#to - this.#from) / 1_000;
  }
}
