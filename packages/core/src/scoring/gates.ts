import type { EmailInspector } from '../lead/emailQuality.ts';
import type { Instant, Lead } from '../lead/lead.ts';
import { compileCondition } from './compileCondition.ts';
import { conditionEvidence } from './conditionEvidence.ts';
import type { Gate } from './model.ts';
import type { GateResult } from './score.ts';

/**
 * The gate that no model can leave out: after an objection to marketing a person is neither contacted nor scored
 * (GDPR art. 21(2) and (3), https://eur-lex.europa.eu/eli/reg/2016/679/oj).
 */
export const OBJECTION: GateResult = {
  gate: 'objection',
  effect: 'disqualify',
  evidence: { field: 'permission.objected', value: true },
};

/** Compiles the gates into one function that returns those that hold, in the model's order. Throws `ModelInvalid` with the gate's id. */
export function compileGates(
  gates: readonly Gate[],
  inspect: EmailInspector,
): (lead: Lead, asOf: Instant) => readonly GateResult[] {
  const compiled = gates.map(({ id, effect, when }) => {
    const context = { rule: `gate "${id}"`, inspect };
    return { id, effect, holds: compileCondition(when, context), evidence: conditionEvidence(when, context) };
  });
  return (lead, asOf) => {
    const held: GateResult[] = [];
    for (const { id, effect, holds, evidence } of compiled) {
      if (holds(lead, asOf) !== true) continue;
      held.push({ gate: id, effect, evidence: evidence(lead, asOf) });
    }
    return held;
  };
}
