import type { Instant } from '../lead/lead.ts';
import type { EdgeFinder } from '../scoring/conditionEdges.ts';
import { compileWindow } from './activityWindow.ts';
import type { LeadReading } from './leadReading.ts';
import type { QualificationPolicy } from './policy.ts';
import type { SalesReturn } from './salesAnswer.ts';
import type { Situation } from './situation.ts';

/** What follows from sales having sent the lead back. */
export interface Recycling {
  /** The lead rests in `recycled`, unless something reopened it. */
  readonly inForce: boolean;
  /** A new activity after the return lets the entry conditions speak again. */
  readonly reopened: boolean;
  /** The return that is acted on from now on. */
  readonly answeredAt: Instant | null;
}

export interface CompiledRecycling {
  readonly judge: (situation: Situation, returned: SalesReturn | null) => Recycling;
  readonly edges: EdgeFinder;
}

/** Compiles the way back of a recycled lead. Throws `ModelInvalid` for a pattern that is not RE2. */
export function compileRecycling(
  policy: QualificationPolicy['recycled'],
  reading: LeadReading,
): CompiledRecycling {
  const window = compileWindow({
    filters: policy.reentry,
    withinDays: Number.POSITIVE_INFINITY,
    place: 're-entry of a recycled lead',
    reading,
  });
  return {
    judge: (situation, returned) => {
      const since = restingSince(situation, returned);
      if (since === null)
        return { inForce: false, reopened: false, answeredAt: situation.standing.answeredAt };
      const latest = window.seen(situation.lead, situation.asOf)?.at ?? Number.NEGATIVE_INFINITY;
      return { inForce: true, reopened: latest > since, answeredAt: since };
    },
    edges: window.edges,
  };
}

/**
 * Since when the lead rests because of the return; `null` when no return is in force. A return is acted on once: it comes into force
 * when it is newer than the one answered last, stays in force while the lead is recycled, and is weighed again when a lead
 * comes back from a disqualification or a person's decision. A stage that a person set says nothing of what became of the lead.
 */
function restingSince({ standing, asOf }: Situation, returned: SalesReturn | null): Instant | null {
  const { stage, answeredAt } = standing;
  if (returned !== null && isNew(returned, standing)) {
    return Math.max(returned.at ?? asOf, answeredAt ?? Number.NEGATIVE_INFINITY);
  }
  if (stage === 'recycled' && standing.manual === null) return answeredAt ?? standing.since;
  const comesBack = stage === 'disqualified' || standing.manual !== null;
  return returned !== null && comesBack ? answeredAt : null;
}

function isNew(returned: SalesReturn, { stage, manual, answeredAt }: Situation['standing']): boolean {
  if (returned.code === 'deal-lost' && stage === 'opportunity' && manual === null) return true;
  return returned.at === null ? answeredAt === null : returned.at > (answeredAt ?? Number.NEGATIVE_INFINITY);
}
