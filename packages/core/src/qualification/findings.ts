import { crmReasons } from './crmFacts.ts';
import { disqualifications } from './disqualification.ts';
import { type ExitClock, exitClock } from './exit.ts';
import type { Parts } from './parts.ts';
import type { PermissionBlock } from './permission.ts';
import type { Recycling } from './recycling.ts';
import { isAccepted, type SalesReturn, salesReturn } from './salesAnswer.ts';
import type { Situation } from './situation.ts';
import type { FrameworkResult, StageReason } from './verdict.ts';

/** What is found out about a lead before anything is concluded. */
export interface Findings {
  readonly bant: FrameworkResult;
  readonly block: PermissionBlock | null;
  readonly accepted: boolean;
  readonly returned: SalesReturn | null;
  readonly recycling: Recycling;
  /** The lead rests with those that sales sent back, whatever else it has reached. */
  readonly resting: boolean;
  /** Reasons of every stage that may be entered now. */
  readonly reasons: readonly StageReason[];
  readonly clock: ExitClock;
  /** Ids of the fast lanes that call for somebody at once. */
  readonly hot: readonly string[];
}

/** Asks every part of the policy about a lead. */
export function investigate(parts: Parts, situation: Situation): Findings {
  const { lead, asOf } = situation;
  const { policy } = parts;
  const bant = parts.bant.judge(lead, asOf);
  const block = parts.permission.block(lead, asOf);
  const returned = salesReturn(lead, policy.rejection);
  const recycling = parts.recycling.judge(situation, returned);
  const accepted = isAccepted(lead, { answeredAt: recycling.answeredAt, returned });
  const entries = parts.entries.reasons(situation, { bant, contactable: block === null, accepted });
  return {
    bant,
    block,
    accepted,
    returned,
    recycling,
    resting: recycling.inForce && !accepted && !(recycling.reopened && entries.length > 0),
    reasons: [...crmReasons(lead, policy.lifecycle), ...disqualifications(situation.score), ...entries],
    clock: exitClock(policy, situation, entries),
    hot: parts.entries.hot(lead, asOf),
  };
}
