import { saveProgress } from '../store/runs.ts';
import { callsSince } from './calls.ts';
import type { RunContext, RunEvent } from './context.ts';

const EVERY_MS = 1_000;

/** A person asked the run to stop: what is stored stays, and the next run goes on from there. */
export class StoppedByPerson extends Error {
  constructor() {
    super('Stopped by a person. The next run goes on from the last stored page.');
    this.name = 'StoppedByPerson';
  }
}

/** Shows a run on its row while it runs, and hears there whether a person wants it to stop. */
export class Progress {
  #savedAt = 0;
  #saving: Promise<void> = Promise.resolve();
  #expected: number | null = null;

  /** Notes what happened; saves about once a second and never makes the run wait. `stop` is called at a person's wish. */
  see(context: RunContext, { expected }: RunEvent, stop: (reason: Error) => void): void {
    this.#expected = expected ?? this.#expected;
    const now = context.now();
    if (now - this.#savedAt < EVERY_MS) return;
    this.#savedAt = now;
    this.#saving = this.#saving.then(() => this.#save(context, stop)).catch(stop);
  }

  /** Waits for the last save, so that none overtakes the end of the run. */
  settled(): Promise<void> {
    return this.#saving;
  }

  async #save(context: RunContext, stop: (reason: Error) => void): Promise<void> {
    const { db, scope, runId, counts } = context;
    const shown = { counts, expected: this.#expected, calls: callsSince(context) };
    const { cancelAsked } = await saveProgress(db, { ...scope, runId }, shown);
    if (cancelAsked) stop(new StoppedByPerson());
  }
}
