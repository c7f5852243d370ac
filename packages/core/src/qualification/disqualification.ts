import type { LeadScore } from '../scoring/score.ts';
import type { StageReason } from './verdict.ts';

/**
 * Why a lead is out: the model's gates that disqualify, an objection always among them. Empty when it is not; it comes back as soon as
 * no gate is left.
 */
export function disqualifications(score: LeadScore): readonly StageReason[] {
  return score.gates
    .filter((gate) => gate.effect === 'disqualify')
    .map(({ gate, evidence }) => ({
      code: 'gate',
      stage: 'disqualified',
      refs: [gate],
      evidence: [evidence],
    }));
}
