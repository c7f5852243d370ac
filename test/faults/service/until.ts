import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;
const DEADLINE_MS = 90_000;

/** Looks until there is something to see, and returns it. Throws after a minute and a half, naming what was waited for. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (const started = Date.now(); ; await wait(LOOK_EVERY_MS)) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() - started > DEADLINE_MS) throw new Error(`Waited too long for ${what}.`);
  }
}
