import type { Grounds } from './grounds.ts';
import { manualReason } from './manualStage.ts';
import type { StageReason } from './verdict.ts';

/** Every stage that is reached now with why, and first why the present stage was given when nothing reached now explains it. */
export function stageReasons(grounds: Grounds): readonly StageReason[] {
  const { findings, standing } = grounds;
  if (standing.manual !== null) return [manualReason(standing.manual), ...findings.reasons];
  const explained = findings.reasons.some((reason) => reason.stage === standing.stage);
  return explained || standing.stage === 'raw'
    ? findings.reasons
    : [unexplained(grounds), ...findings.reasons];
}

/** Sent back by sales; on its way out while the dwell runs; or simply not left. */
function unexplained({ findings, standing }: Grounds): StageReason {
  const { stage, exitSince } = standing;
  const { returned } = findings;
  if (stage === 'recycled' && returned !== null) {
    return { code: returned.code, stage, refs: [], evidence: returned.evidence };
  }
  return exitSince === null
    ? { code: 'kept', stage, refs: [], evidence: [{ at: standing.since }] }
    : { code: 'dwell', stage, refs: [], evidence: [{ at: exitSince }] };
}
