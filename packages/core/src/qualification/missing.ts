import type { Lead } from '../lead/lead.ts';
import type { Findings } from './findings.ts';
import type { QualificationPolicy } from './policy.ts';
import { lacksRejectionReason } from './salesAnswer.ts';
import type { Situation } from './situation.ts';

/** Fields worth asking for: first what stops the work now, then what would settle BANT, then what the scoring rules lack. */
export function missingFields(
  policy: QualificationPolicy,
  { lead, score }: Situation,
  findings: Findings,
): readonly string[] {
  return [
    ...new Set([
      ...(lacksRejectionReason(lead, policy.rejection) ? ['salesAnswer.reason'] : []),
      ...contactFields(lead, findings),
      ...openQuestions(policy, findings),
      ...score.missing,
    ]),
  ];
}

function contactFields(lead: Lead, { block }: Findings): readonly string[] {
  if (block === 'no-channel') return ['person.email'];
  if (block !== 'permission-unknown' && block !== 'consent-missing') return [];
  return [(lead.person.email ?? '').trim() === '' ? 'permission.phone.state' : 'permission.email.state'];
}

function openQuestions({ bant }: QualificationPolicy, findings: Findings): readonly string[] {
  if (findings.bant.qualified) return [];
  const unknown = findings.bant.criteria.filter((criterion) => criterion.state === 'unknown');
  return unknown.flatMap(
    ({ id }) => bant.criteria.find((criterion) => criterion.id === id)?.ask.slice(0, 1) ?? [],
  );
}
