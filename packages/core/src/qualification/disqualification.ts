import type { Instant, Lead } from '../lead/lead.ts';
import { type ConditionPlace, compileEvident } from './evidentCondition.ts';
import type { QualificationPolicy } from './policy.ts';
import type { Situation } from './situation.ts';
import type { StageReason } from './verdict.ts';

export interface CompiledDisqualification {
  /** Why the lead is out; empty when it is not. It comes back as soon as no reason is left. */
  reasons(situation: Situation): readonly StageReason[];
  edges(lead: Lead): readonly Instant[];
}

/** Compiles what disqualifies: an objection, the model's gates, the policy's own conditions. Throws `ModelInvalid`. */
export function compileDisqualification(
  policy: QualificationPolicy['disqualification'],
  place: ConditionPlace,
): CompiledDisqualification {
  const rules = policy.map(({ id, when }) => ({
    id,
    condition: compileEvident(when, { ...place, rule: `disqualification ${id}` }),
  }));
  return {
    reasons: (situation) => [
      ...objection(situation),
      ...gates(situation),
      ...rules
        .filter(({ condition }) => condition.test(situation.lead, situation.asOf) === true)
        .map(({ id, condition }) => out('rule', id, condition.evidence(situation.lead, situation.asOf))),
    ],
    edges: (lead) => rules.flatMap(({ condition }) => condition.edges(lead)),
  };
}

/** GDPR art. 21(2): https://gdpr-info.eu/art-21-gdpr/ */
function objection({ lead }: Situation): readonly StageReason[] {
  if (lead.permission.objected !== true) return [];
  return [out('objection', 'objected', [{ field: 'permission.objected', value: true }])];
}

function gates({ score }: Situation): readonly StageReason[] {
  return score.gates
    .filter((gate) => gate.effect === 'disqualify')
    .map((gate) => out('gate', gate.gate, [gate.evidence]));
}

function out(code: string, ref: string, evidence: StageReason['evidence']): StageReason {
  return { code, stage: 'disqualified', refs: [ref], evidence };
}
