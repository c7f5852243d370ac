import type { Instant, Lead } from '../lead/lead.ts';
import type { EdgeFinder } from '../scoring/conditionEdges.ts';
import type { Evidence } from '../scoring/score.ts';
import { compileWindow } from './activityWindow.ts';
import type { LeadReading } from './leadReading.ts';
import type { Signal } from './policy.ts';

/** A {@link Signal} ready to be asked. */
export interface CompiledSignal {
  /** What makes it hold at the instant; `null` when it does not hold. */
  readonly evidence: (lead: Lead, asOf: Instant) => Evidence | null;
  /** Instants at which time alone may change the answer. */
  readonly edges: EdgeFinder;
}

/** Where a signal stands, for errors, and what leads are read with. */
export interface SignalContext {
  readonly place: string;
  readonly reading: LeadReading;
}

/** Compiles a signal. Throws `ModelInvalid` for a pattern that is not RE2. */
export function compileSignal(signal: Signal, { place, reading }: SignalContext): CompiledSignal {
  const window = compileWindow({
    filters: signal.activities,
    withinDays: signal.withinDays,
    place,
    reading,
  });
  return {
    evidence: (lead, asOf) => {
      const seen = window.seen(lead, asOf);
      return seen !== null && seen.count >= signal.count ? seen : null;
    },
    edges: window.edges,
  };
}
