import { dealStageStands } from './crmFacts.ts';
import { demotesByTime, type ExitClock } from './exit.ts';
import type { RankedStage } from './policy.ts';
import type { Situation } from './situation.ts';
import type { Stage, StageReason } from './verdict.ts';

/** What the choice of a stage rests on. */
export interface StageGrounds {
  readonly situation: Situation;
  /** The declared order, highest first. */
  readonly order: readonly RankedStage[];
  /** Reasons of every stage that may be entered now. */
  readonly reasons: readonly StageReason[];
  /** The lead stays with those that sales sent back. */
  readonly resting: boolean;
  readonly clock: ExitClock;
}

/**
 * The stage of a lead without a person's own decision. Deals are facts and come first; then what disqualifies; then sales' answer;
 * then the highest stage that is entered now or not yet left.
 */
export function chooseStage(grounds: StageGrounds): Stage {
  const highest = highestRanked(grounds);
  if (highest === 'customer' || highest === 'opportunity') return highest;
  if (grounds.reasons.some((reason) => reason.stage === 'disqualified')) return 'disqualified';
  return grounds.resting ? 'recycled' : highest;
}

function highestRanked({ situation, order, reasons, clock }: StageGrounds): RankedStage {
  const entered = new Set<Stage>(reasons.map((reason) => reason.stage));
  const { stage } = situation.standing;
  if (isKept(situation, clock)) entered.add(stage);
  return order.find((candidate) => entered.has(candidate)) ?? 'raw';
}

function isKept({ lead, standing }: Situation, clock: ExitClock): boolean {
  if (standing.stage === 'sql') return true;
  return demotesByTime(standing.stage) ? !clock.elapsed : dealStageStands(lead, standing);
}
