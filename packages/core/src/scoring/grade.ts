import type { ActivityPoints, FitRule, ScoringModel } from './model.ts';
import type { Grade } from './score.ts';

/** The grade of two sides' hundredths. */
export type Grader = (fit: number, engagement: number) => Grade;

/** Compiles the grades: each side's share of the points that can be reached on it. */
export function compileGrades(model: ScoringModel): Grader {
  const { fit, engagement } = model.grades;
  const letters = bounds(reachableFit(model), [fit.A, fit.B, fit.C]);
  const digits = bounds(reachableEngagement(model), [engagement[1], engagement[2], engagement[3]]);
  return (fitPoints, engagementPoints) =>
    GRADES[rank(letters, fitPoints) * 4 + rank(digits, engagementPoints)] as Grade;
}

const GRADES: readonly Grade[] = (['A', 'B', 'C', 'D'] as const).flatMap((letter) =>
  ([1, 2, 3, 4] as const).map((digit): Grade => `${letter}${digit}`),
);

/** Most fit points a lead can have, after the cap. */
export function reachableFit(model: ScoringModel): number {
  const sum = model.fit.reduce((total, rule) => total + mostFitPoints(rule), 0);
  return Math.min(sum, model.caps.fit ?? Number.POSITIVE_INFINITY);
}

/**
 * The engagement points that count as "all of it": every rule once, or as often as its window or its cap allows, after the cap
 * of the side.
 */
function reachableEngagement(model: ScoringModel): number {
  const sum = model.engagement.reduce((total, rule) => total + usualMost(rule), 0);
  return Math.min(sum, model.caps.engagement ?? Number.POSITIVE_INFINITY);
}

function mostFitPoints(rule: FitRule): number {
  return 'bands' in rule ? Math.max(...rule.bands.map((band) => band.points)) : rule.points;
}

function usualMost(rule: ActivityPoints): number {
  const times = Math.max(1, Math.floor((rule.perWindow?.times ?? 1) / (rule.count ?? 1)));
  return Math.min(rule.points * times, rule.cap ?? Number.POSITIVE_INFINITY);
}

/** Least hundredths of each grade but the last. */
function bounds(reachable: number, percents: readonly number[]): readonly number[] {
  return percents.map((percent) => Math.max(1, Math.round(reachable * percent)));
}

function rank(least: readonly number[], points: number): number {
  let place = 0;
  while (place < least.length && points < (least[place] as number)) place += 1;
  return place;
}
