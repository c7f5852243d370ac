import { describe, it } from 'vitest';
import { chapters } from '../chapters/index.ts';
import type { OpenWorld } from '../world.ts';
import { runCheck } from './run.ts';

/** The longest that one check may take on a busy machine. Milliseconds. */
const PATIENCE_MS = 120_000;

/** Registers the suite with vitest: one test for each check, and the reason beside each that is skipped. */
export function describeAdapter(name: string, openWorld: OpenWorld): void {
  for (const chapter of chapters) {
    describe(`${name}: ${chapter.name}`, () => {
      for (const check of chapter.checks) {
        const register = check.alone ? it : it.concurrent;
        register(check.name, { timeout: PATIENCE_MS }, async (context) => {
          const verdict = await runCheck(check, openWorld);
          if (verdict.status === 'skipped') context.skip(verdict.reason);
          if (verdict.status === 'failed') throw verdict.error;
        });
      }
    });
  }
}
