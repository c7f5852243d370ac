import type { OpenWorld } from '../world.ts';
import { type Chapter, type Check, firstMissing, TooSlow } from './check.ts';
import { openTrial } from './trial.ts';

/** What became of a check. A skipped one says what its world or its adapter does not offer. */
export type Verdict =
  | { readonly status: 'passed' }
  | { readonly status: 'skipped'; readonly reason: string }
  | { readonly status: 'failed'; readonly error: unknown };

/** A check's verdict with its place in the suite. */
export type Finding = Verdict & { readonly chapter: string; readonly check: string };

const ATTEMPTS = 6;

/** Runs one check on a world of its own. Never rejects for the adapter's sake: what went wrong is the verdict. */
export async function runCheck(
  check: Check,
  openWorld: OpenWorld,
  attempts: number = ATTEMPTS,
): Promise<Verdict> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(check, openWorld);
    } catch (error) {
      if (!(error instanceof TooSlow) || attempt === attempts) return { status: 'failed', error };
    }
  }
}

async function runOnce(check: Check, openWorld: OpenWorld): Promise<Verdict> {
  const trial = await openTrial(await openWorld());
  try {
    const { capabilities, limits } = trial.open();
    const reason = firstMissing(check.needs?.({ capabilities, limits, world: trial.world }) ?? false);
    if (reason !== null) return { status: 'skipped', reason };
    await check.run(trial);
    return { status: 'passed' };
  } finally {
    await trial.close();
  }
}

/** How a suite runs. */
export interface SuiteOptions {
  readonly chapters: readonly Chapter[];
  /** Checks that run side by side; 4 unless told. Those that measure time run alone, at the end. */
  readonly width?: number;
  /** How often a check that was too slow is tried; 6 times unless told. */
  readonly attempts?: number;
  /** Called as verdicts come. */
  readonly onFinding?: (finding: Finding) => void;
}

/** Runs chapters on an adapter's worlds; findings in the order of the chapters. */
export async function runSuite(openWorld: OpenWorld, options: SuiteOptions): Promise<readonly Finding[]> {
  const { chapters, width = 4, attempts = ATTEMPTS, onFinding } = options;
  const places = chapters.flatMap((chapter) => chapter.checks.map((check) => ({ chapter, check })));
  const findings = new Map<Check, Finding>();
  const work = async ({ chapter, check }: (typeof places)[number]) => {
    const verdict = await runCheck(check, openWorld, attempts);
    const finding = { ...verdict, chapter: chapter.name, check: check.name };
    findings.set(check, finding);
    onFinding?.(finding);
  };
  const together = places.filter(({ check }) => !check.alone).values();
  const runners = Array.from({ length: width }, async () => {
    for (const place of together) await work(place);
  });
  await Promise.all(runners);
  for (const place of places.filter(({ check }) => check.alone)) await work(place);
  return places.flatMap(({ check }) => findings.get(check) ?? []);
}
