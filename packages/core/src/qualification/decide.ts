import type { Instant } from '../lead/lead.ts';
import { type Findings, investigate } from './findings.ts';
import type { Grounds } from './grounds.ts';
import { handOver } from './handOver.ts';
import { activeManual, withoutExpiredManual } from './manualStage.ts';
import { missingFields } from './missing.ts';
import { nextAction } from './nextAction.ts';
import type { Parts } from './parts.ts';
import type { Situation } from './situation.ts';
import { chooseStage } from './stage.ts';
import { stageReasons } from './stageReasons.ts';
import type { Stage, Standing, Verdict } from './verdict.ts';

/** A verdict before it is known how long it will last. */
export type Decision = Omit<Verdict, 'changesAt'>;

/** Decides about a lead at one instant. Applied again with the standing it returned, at the same instant, it decides the same. */
export function decide(parts: Parts, given: Situation): Decision {
  const situation = withoutExpiredManual(given);
  const findings = investigate(parts, situation);
  const manual = activeManual(situation);
  const stage = manual?.stage ?? chooseStage({ ...findings, situation, order: parts.policy.order });
  return conclude(parts, {
    situation,
    findings,
    standing: nextStanding(given, { situation, findings, stage }),
  });
}

function conclude(parts: Parts, grounds: Grounds): Decision {
  const { situation, findings, standing } = grounds;
  const { stage } = standing;
  const missing = missingFields(parts.policy, situation, findings);
  const hand = handOver(grounds);
  const hot = findings.hot.length > 0 && stage !== 'disqualified';
  return {
    stage,
    reasons: stageReasons(grounds),
    frameworks: [findings.bant],
    handOver: { allowed: hand.allowed, blockedBy: hand.blockedBy },
    hot,
    nextAction: nextAction({
      stage,
      hot,
      accepted: findings.accepted,
      incomplete: missing.length > 0,
      ...hand,
    }),
    missing,
    standing,
  };
}

function nextStanding(
  given: Situation,
  { situation, findings, stage }: { situation: Situation; findings: Findings; stage: Stage },
): Standing {
  const manual = activeManual(situation);
  const stays = stage === given.standing.stage;
  return {
    stage,
    since: stays ? given.standing.since : given.asOf,
    exitSince: stays && manual === null ? findings.clock.since : null,
    manual,
    answeredAt: manual === null ? answeredAt(stage, { situation, findings }) : given.standing.answeredAt,
  };
}

/** While a deal or a disqualification decides, sales' answer waits. */
function answeredAt(stage: Stage, { situation, findings }: Omit<Grounds, 'standing'>): Instant | null {
  const waits = stage === 'customer' || stage === 'opportunity' || stage === 'disqualified';
  return waits ? situation.standing.answeredAt : findings.recycling.answeredAt;
}
