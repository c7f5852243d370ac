import fc from 'fast-check';
import type { Point, References, Scene } from './killedService.ts';

const MOMENTS = ['before', 'after', 'answered'] as const;
const SCENES = ['later', 'first'] as const satisfies readonly Scene[];

/** `count` points at which a service dies, the same for the same seed: scenes and moments have their turns, the request is chance. */
export function pointsOfDeath(
  expected: References,
  { count, seed }: { count: number; seed: number },
): readonly Point[] {
  return Array.from({ length: count }, (_, index) => {
    const scene = SCENES[index % SCENES.length] ?? 'first';
    const moment = MOMENTS[Math.floor(index / SCENES.length) % MOMENTS.length] ?? 'before';
    const chance = fc.integer({ min: 1, max: expected[scene].requests });
    const [request = 1] = fc.sample(chance, { numRuns: 1, seed: seed + index });
    return { scene, request, moment };
  });
}

/** As a title: `later run, request 7 answered`. */
export function named({ scene, request, moment }: Point): string {
  return `${scene} run, ${moment === 'answered' ? `request ${request} answered` : `${moment} request ${request}`}`;
}
