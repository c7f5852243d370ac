import { describe, it } from 'vitest';
import { chapters } from '../chapters/index.ts';
import type { OpenWorld } from '../world.ts';
import type { Chapter, Check } from './check.ts';
import { runCheck } from './run.ts';

/** The longest that one check may take on a busy machine. Milliseconds. */
const PATIENCE_MS = 240_000;

/** Registers the suite with vitest: one test for each check, and the reason beside each that is skipped. Checks that measure time come last and alone. `only` names the chapters to run; all of them unless told. */
export function describeAdapter(name: string, openWorld: OpenWorld, only?: readonly string[]): void {
  const chosen = chapters.filter((chapter) => only?.includes(chapter.name) ?? true);
  for (const chapter of chosen.toSorted((a, b) => Number(measures(a)) - Number(measures(b)))) {
    const group = measures(chapter) ? describe : describe.concurrent;
    group(`${name}: ${chapter.name}`, () => {
      for (const check of chapter.checks) register(check, openWorld);
    });
  }
}

function measures({ checks }: Chapter): boolean {
  return checks.some(({ alone }) => alone);
}

function register(check: Check, openWorld: OpenWorld): void {
  it(check.name, { timeout: PATIENCE_MS }, async (context) => {
    const verdict = await runCheck(check, openWorld);
    if (verdict.status === 'skipped') context.skip(verdict.reason);
    if (verdict.status === 'failed') throw verdict.error;
  });
}
