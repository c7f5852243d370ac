import type { Instant, Lead } from '../lead/lead.ts';
import type { EdgeFinder } from '../scoring/conditionEdges.ts';
import { edgesOfAll } from './edges.ts';
import type { LeadReading } from './leadReading.ts';
import type { FastLane } from './policy.ts';
import { compileSignal } from './signal.ts';
import type { Situation } from './situation.ts';
import type { StageReason } from './verdict.ts';

/** The fast lanes ready to be asked. */
export interface CompiledFastLanes {
  /** The stages that lanes lead to now. */
  readonly reasons: (situation: Situation, contactable: boolean) => readonly StageReason[];
  /** Ids of the lanes that call for somebody at once. */
  readonly hot: (lead: Lead, asOf: Instant) => readonly string[];
  /** Instants at which time alone may change an answer. */
  readonly edges: EdgeFinder;
}

/** Compiles the fast lanes. Throws `ModelInvalid` for a pattern that is not RE2. */
export function compileFastLanes(lanes: readonly FastLane[], reading: LeadReading): CompiledFastLanes {
  const compiled = lanes.map((lane) => ({
    lane,
    signal: compileSignal(lane, { place: `fast lane ${lane.id}`, reading }),
  }));
  return {
    reasons: (situation, contactable) =>
      compiled.flatMap(({ lane, signal }) => {
        const evidence = signal.evidence(situation.lead, situation.asOf);
        const isOpen = evidence !== null && fits(lane, situation) && (contactable || !lane.needsPermission);
        return isOpen && lane.stage !== null
          ? [{ code: 'fast-lane', stage: lane.stage, refs: [lane.id], evidence: [evidence] }]
          : [];
      }),
    hot: (lead, asOf) =>
      compiled
        .filter(({ lane, signal }) => lane.hot && signal.evidence(lead, asOf) !== null)
        .map(({ lane }) => lane.id),
    edges: edgesOfAll(compiled.map(({ signal }) => signal)),
  };
}

/** Letters rank A, B, C, D. */
function fits(lane: FastLane, { score }: Situation): boolean {
  return lane.minFit === null || score.grade.charAt(0) <= lane.minFit;
}
