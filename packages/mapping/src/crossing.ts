import type { PlanReason } from './writePlan.ts';

/** Reasons of a write that moves a person across a threshold, or shows where they stand for the first time. */
export const CROSSING_REASONS: readonly PlanReason[] = [
  'first-value',
  'stage-changed',
  'grade-changed',
  'hand-over-changed',
];

/** Whether a write for these reasons is one that people act on: where not everything can be written, it goes before moved points. */
export function isCrossing(reasons: readonly PlanReason[]): boolean {
  return reasons.some((reason) => CROSSING_REASONS.includes(reason));
}
