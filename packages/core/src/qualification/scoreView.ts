import type { LeadScore } from '../scoring/score.ts';
import { noteworthy } from './noteworthy.ts';
import type { QualificationPolicy, Threshold } from './policy.ts';
import { HUNDREDTHS } from './situation.ts';

/** Whether two scores look the same to a decision and its explanation. */
export type LooksSame = (one: LeadScore, other: LeadScore) => boolean;

/** Compiles what a decision sees of a score: its grade, its gates, where it lies among the thresholds, and which rules are worth naming. */
export function compileScoreView({ mql, sql }: QualificationPolicy): LooksSame {
  const bounds = [mql.score, sql.score].flatMap(({ enter, exitMargin }) => [enter, enter - exitMargin]);
  const bandOf = (score: LeadScore) => bounds.filter((bound) => score.total >= inHundredths(bound)).length;
  return (one, other) =>
    one.grade === other.grade &&
    bandOf(one) === bandOf(other) &&
    sameRules(one, other) &&
    sameList(gateIds(one), gateIds(other));
}

/** Points at which a stage is entered, in hundredths. */
export function entryPoints({ enter }: Threshold): number {
  return inHundredths(enter);
}

/** Points below which a stage is left, in hundredths. */
export function exitPoints({ enter, exitMargin }: Threshold): number {
  return inHundredths(enter - exitMargin);
}

/** Both scores give the same rules a part worth naming. */
export function sameRules(one: LeadScore, other: LeadScore): boolean {
  return sameList(
    noteworthy(one).map((contribution) => contribution.rule),
    noteworthy(other).map((contribution) => contribution.rule),
  );
}

/** Equal lists of texts. */
export function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function gateIds(score: LeadScore): readonly string[] {
  return score.gates.map((gate) => gate.gate);
}

function inHundredths(points: number): number {
  return Math.round(points * HUNDREDTHS);
}
