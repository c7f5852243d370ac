import type { Instant } from '../lead/lead.ts';
import { DAY } from '../scoring/compileCondition.ts';
import type { QualificationPolicy } from './policy.ts';
import { exitPoints } from './scoreView.ts';
import type { Situation } from './situation.ts';
import type { Stage, StageReason, Standing } from './verdict.ts';

/** How the present stage is doing against its own exit. */
export interface ExitClock {
  /** Since when the exit condition has held without a break; `null` when it does not hold. */
  readonly since: Instant | null;
  /** It has held for the whole dwell. */
  readonly elapsed: boolean;
}

/** Reads the exit clock of the stage where the lead stands. Only MQL, PQL and SQL have one. */
export function exitClock(
  policy: QualificationPolicy,
  situation: Situation,
  entries: readonly StageReason[],
): ExitClock {
  const { standing, asOf } = situation;
  if (!hasLapsed(policy, situation, entries)) return { since: null, elapsed: false };
  const since = standing.exitSince ?? asOf;
  const endsAt = exitEndsAt(policy, { ...standing, exitSince: since });
  return { since, elapsed: endsAt !== null && asOf >= endsAt };
}

/** When the exit condition will have held for the whole dwell of the stage; `null` when no clock runs. */
export function exitEndsAt(policy: QualificationPolicy, { stage, exitSince }: Standing): Instant | null {
  if (exitSince === null || !hasExit(stage)) return null;
  const dwellDays = stage === 'pql' ? policy.pql.dwellDays : policy[stage].score.dwellDays;
  return exitSince + dwellDays * DAY;
}

/** Whether an elapsed exit clock takes the stage away. What sales works on is not taken away by decay: there it ends the hand-over. */
export function demotesByTime(stage: Stage): boolean {
  return stage === 'mql' || stage === 'pql';
}

function hasExit(stage: Stage): stage is 'mql' | 'pql' | 'sql' {
  return stage === 'sql' || demotesByTime(stage);
}

/** No entry of the stage holds and, where it has a threshold, the score is below its exit. */
function hasLapsed(
  policy: QualificationPolicy,
  { standing, score }: Situation,
  entries: readonly StageReason[],
): boolean {
  const { stage } = standing;
  if (!hasExit(stage) || entries.some((entry) => entry.stage === stage)) return false;
  return stage === 'pql' || score.total < exitPoints(policy[stage].score);
}
