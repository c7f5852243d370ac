import type { Standing } from '@tamis/core';
import type { EvaluationInput } from '../store/evaluationInputs.ts';
import type { DatedEvent } from '../store/leadEvents.ts';

/** What people had decided about a lead and what ended by its date: a line of the lead's history each. */
export function endedDecisions(
  { leadId, standing: before, manual }: EvaluationInput,
  { standing, asOf }: { readonly standing: Standing; readonly asOf: number },
): readonly DatedEvent[] {
  const expired =
    before !== null && before.manual !== null && standing.manual === null ? before.manual : null;
  const values = manual.filter(({ until }) => until !== null && until <= asOf);
  return [
    ...(expired === null
      ? []
      : [{ kind: 'manual-stage-expired', manual: expired, now: standing.stage } as const]),
    ...values.map(
      ({ path, value, reason, by }) => ({ kind: 'value-expired', path, value, reason, by }) as const,
    ),
  ].map((event) => ({ leadId, at: asOf, event }));
}
