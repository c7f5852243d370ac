import { setTimeout as delay } from 'node:timers/promises';

/** How often a condition outside this process is looked at, in ms. */
const EVERY_MS = 15;

/**
 * Asks `probe` again and again until it answers something, for at most `withinMs`; `undefined` when it never did.
 * For conditions of other processes, which nothing announces: a file, a lock, a port.
 */
export async function pollUntil<T>(
  probe: () => T | undefined | Promise<T | undefined>,
  { withinMs }: { readonly withinMs: number },
): Promise<T | undefined> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined || performance.now() >= deadline) return answer;
    await delay(EVERY_MS);
  }
}
