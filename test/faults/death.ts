import type { RunStep } from '@tamis/sync';
import fc from 'fast-check';
import { z } from 'zod';

const STEPS = [
  'opened',
  'page-read',
  'page-stored',
  'leads-evaluated',
  'batch-pushed',
  'batch-settled',
  'closed',
] as const satisfies readonly RunStep[];

/** When a run's process dies: at the n-th time that a step is reached, counted from 1. `asOf` is the instant the run scores for. */
export const deathSchema = z.object({ step: z.enum(STEPS), nth: z.int().positive(), asOf: z.number() });

/** When a run's process dies. */
export type Death = Omit<z.infer<typeof deathSchema>, 'asOf'>;

/** How often an undisturbed run reaches each step. */
export type Trace = Readonly<Record<Death['step'], number>>;

/** Deaths of runs that follow each other, until one is let live. */
export type Deaths = readonly [Death, ...Death[]];

/**
 * `count` ways to die, the same for the same seed. Each step has its turn, so that a few ways touch all of them; where in the run,
 * and whether the process that takes over dies as well, is chance.
 */
export function waysToDie(trace: Trace, { count, seed }: { count: number; seed: number }): readonly Deaths[] {
  return Array.from({ length: count }, (_, index) => {
    const first = deathAt(STEPS[index % STEPS.length] ?? 'opened', trace);
    const again = fc.array(
      fc.constantFrom(...STEPS).chain((step) => deathAt(step, trace)),
      { maxLength: 2 },
    );
    const [deaths] = fc.sample(fc.tuple(first, again), { numRuns: 1, seed: seed + index });
    if (!deaths) throw new Error('No sample was drawn.');
    return [deaths[0], ...deaths[1]];
  });
}

function deathAt(step: Death['step'], trace: Trace): fc.Arbitrary<Death> {
  return fc.record({ step: fc.constant(step), nth: fc.integer({ min: 1, max: trace[step] }) });
}

/** No step reached yet, and a counter for the steps of a run. */
export function tracer(): { readonly trace: Trace; readonly observe: (event: { step: RunStep }) => void } {
  const trace = Object.fromEntries(STEPS.map((step) => [step, 0])) as Record<Death['step'], number>;
  return {
    trace,
    observe: ({ step }) => {
      if (step !== 'tasks-created') trace[step] += 1;
    },
  };
}

/** As a title: `page-read 3, then opened 1`. */
export function named(deaths: Deaths): string {
  return deaths.map(({ step, nth }) => `${step} ${nth}`).join(', then ');
}
