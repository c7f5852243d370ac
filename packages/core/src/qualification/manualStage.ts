import type { Situation } from './situation.ts';
import type { ManualStage, StageReason } from './verdict.ts';

/** A person's decision that still holds at the instant; `null` for none. */
export function activeManual({ standing, asOf }: Situation): ManualStage | null {
  const { manual } = standing;
  return manual !== null && (manual.until === null || asOf < manual.until) ? manual : null;
}

/** A decision that has expired leaves no stage behind it: the model judges afresh. */
export function withoutExpiredManual(situation: Situation): Situation {
  const { standing, asOf } = situation;
  if (standing.manual === null || activeManual(situation) !== null) return situation;
  return { ...situation, standing: { ...standing, stage: 'raw', since: asOf, exitSince: null } };
}

/** The reason that names the person's decision. */
export function manualReason(manual: ManualStage): StageReason {
  const evidence = [{ field: 'manual', value: manual.reason, at: manual.at }];
  return { code: 'manual', stage: manual.stage, refs: [], evidence };
}
