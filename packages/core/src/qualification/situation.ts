import type { Instant, Lead } from '../lead/lead.ts';
import type { LeadScore } from '../scoring/score.ts';
import type { Standing } from './verdict.ts';

/** Hundredths in a point: scores are integer hundredths, the policy is in whole points. */
export const HUNDREDTHS = 100;

/** Everything a verdict rests on. */
export interface Situation {
  readonly lead: Lead;
  readonly score: LeadScore;
  readonly standing: Standing;
  readonly asOf: Instant;
}

/** The standing of a lead that is judged for the first time. */
export function initialStanding(asOf: Instant): Standing {
  return { stage: 'raw', since: asOf, exitSince: null, manual: null, answeredAt: null };
}
