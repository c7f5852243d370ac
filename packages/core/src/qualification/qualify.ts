import type { Instant, Lead } from '../lead/lead.ts';
import type { LeadScore } from '../scoring/score.ts';
import { nextChange, type ScoreForesight } from './changesAt.ts';
import { decide } from './decide.ts';
import type { LeadReading } from './leadReading.ts';
import { compileParts } from './parts.ts';
import type { QualificationPolicy } from './policy.ts';
import type { Standing, Verdict } from './verdict.ts';

/**
 * Qualifies one lead under one policy. Pure and repeatable: with the same inputs the same verdict on any machine, and with the
 * standing it returned, at the same instant, the same verdict again.
 */
export type Qualifier = (lead: Lead, score: LeadScore, standing: Standing, asOf: Instant) => Verdict;

/**
 * Compiles a policy into a {@link Qualifier}. `foresight` is the compiled scoring model, `reading` what it reads leads with.
 * Throws `ModelInvalid`, naming the place, for an unknown field, an operator that does not fit, or a pattern that is not RE2.
 */
export function compileQualification(
  policy: QualificationPolicy,
  foresight: ScoreForesight,
  reading: LeadReading,
): Qualifier {
  const parts = compileParts(policy, reading);
  return (lead, score, standing, asOf) => {
    const situation = { lead, score, standing, asOf };
    const decision = decide(parts, situation);
    return { ...decision, changesAt: nextChange(parts, foresight, { situation, decision }) };
  };
}
