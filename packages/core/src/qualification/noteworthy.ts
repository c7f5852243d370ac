import type { Contribution, LeadScore } from '../scoring/score.ts';
import { HUNDREDTHS } from './situation.ts';

/** Contributions of at least one point either way: what an explanation may name. They come and go at instants that `changesAt` knows. */
export function noteworthy(score: LeadScore): readonly Contribution[] {
  return score.contributions.filter((contribution) => Math.abs(contribution.points) >= HUNDREDTHS);
}
