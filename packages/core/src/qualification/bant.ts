import type { Instant, Lead } from '../lead/lead.ts';
import type { ConditionContext } from '../scoring/compileCondition.ts';
import type { EdgeFinder } from '../scoring/conditionEdges.ts';
import { edgesOfAll } from './edges.ts';
import { compileEvident, type EvidentCondition } from './evidentCondition.ts';
import type { CriterionPolicy, QualificationPolicy } from './policy.ts';
import type { Criterion, FrameworkResult } from './verdict.ts';

/** BANT ready to be asked. */
export interface CompiledBant {
  readonly judge: (lead: Lead, asOf: Instant) => FrameworkResult;
  /** Instants at which time alone may change an answer. */
  readonly edges: EdgeFinder;
}

/** Compiles BANT: qualified when `needed` of the four letters are met. Throws `ModelInvalid` for a condition that cannot be used. */
export function compileBant(policy: QualificationPolicy['bant'], context: ConditionContext): CompiledBant {
  const criteria = policy.criteria.map((criterion) => compileCriterion(criterion, context));
  return {
    judge: (lead, asOf) => {
      const judged = criteria.map((criterion) => criterion.judge(lead, asOf));
      const met = judged.filter((one) => one.state === 'met').length;
      return {
        framework: 'bant',
        criteria: judged,
        met,
        needed: policy.needed,
        qualified: met >= policy.needed,
      };
    },
    edges: edgesOfAll(criteria),
  };
}

interface CompiledCriterion {
  readonly judge: (lead: Lead, asOf: Instant) => Criterion;
  readonly edges: EdgeFinder;
}

function compileCriterion(criterion: CriterionPolicy, context: ConditionContext): CompiledCriterion {
  const at = { ...context, rule: `BANT ${criterion.id}` };
  const met = criterion.met.map((condition) => compileEvident(condition, at));
  const notMet = criterion.notMet.map((condition) => compileEvident(condition, at));
  return {
    judge: (lead, asOf) => {
      const yes = holding(met, lead, asOf);
      const no = yes.length > 0 ? [] : holding(notMet, lead, asOf);
      const state = yes.length > 0 ? 'met' : no.length > 0 ? 'not-met' : 'unknown';
      return {
        id: criterion.id,
        state,
        evidence: [...yes, ...no].map((condition) => condition.evidence(lead, asOf)),
        question: state === 'unknown' ? criterion.id : null,
      };
    },
    edges: edgesOfAll([...met, ...notMet]),
  };
}

function holding(conditions: readonly EvidentCondition[], lead: Lead, asOf: Instant): EvidentCondition[] {
  return conditions.filter((condition) => condition.test(lead, asOf) === true);
}
