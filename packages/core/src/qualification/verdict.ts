import type { Instant } from '../lead/lead.ts';
import type { Evidence } from '../scoring/score.ts';

/** Where a lead stands. */
export type Stage = 'raw' | 'mql' | 'pql' | 'sql' | 'opportunity' | 'customer' | 'recycled' | 'disqualified';

/** A person's decision about the stage; it holds until it expires. */
export interface ManualStage {
  readonly stage: Stage;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  /** `null` holds for ever. */
  readonly until: Instant | null;
}

/** What is known of a lead's past when it is judged. The caller keeps it; `qualify` returns the next one. */
export interface Standing {
  readonly stage: Stage;
  /** When the present stage was entered. */
  readonly since: Instant;
  /** Since when the exit condition of the present stage has held without a break; `null` when it does not hold. */
  readonly exitSince: Instant | null;
  readonly manual: ManualStage | null;
  /** The sales answer that was last acted on, so that one rejection recycles once. */
  readonly answeredAt: Instant | null;
}

export type CriterionState = 'met' | 'not-met' | 'unknown';

/** One letter of a framework. Unknown is never counted as "no". */
export interface Criterion {
  readonly id: string;
  readonly state: CriterionState;
  readonly evidence: readonly Evidence[];
  /** Key of the next question to ask where the state is unknown; `null` otherwise. */
  readonly question: string | null;
}

export interface FrameworkResult {
  readonly framework: 'bant';
  readonly criteria: readonly Criterion[];
  readonly met: number;
  readonly needed: number;
  readonly qualified: boolean;
}

/**
 * Why a stage: entered by the score, BANT, a fast lane, content, a plan limit or activation; accepted or sent back by sales; proven by a
 * deal or by the CRM's own lifecycle; shut out by a gate; set by a person; on its way out (`dwell`); or simply not left (`kept`).
 */
export type StageReasonCode =
  | 'score-threshold'
  | 'bant'
  | 'fast-lane'
  | 'content-route'
  | 'plan-limit'
  | 'activation'
  | 'accepted-by-sales'
  | 'rejected-by-sales'
  | 'deal-open'
  | 'deal-won'
  | 'deal-lost'
  | 'crm-lifecycle'
  | 'gate'
  | 'manual'
  | 'dwell'
  | 'kept';

/** Why a stage was reached, kept or left: a machine-readable reason with what it rests on. */
export interface StageReason {
  readonly code: StageReasonCode;
  readonly stage: Stage;
  /** Ids of rules, gates, criteria or the name of a fast lane; what the explanation names. */
  readonly refs: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** What to do next; words come from the explanation in the reader's language. */
export type NextAction =
  | 'nurture'
  | 'call-now'
  | 'offer-meeting'
  | 'propose-upgrade'
  | 'ask-permission'
  | 'complete-data'
  | 'work-deal'
  | 'keep-customer'
  | 'none';

/** The decision about one lead at one instant: the same inputs give the same verdict on any machine. */
export interface Verdict {
  readonly stage: Stage;
  /** Every stage whose entry holds now, with why: a PQL can also be an MQL or SQL. */
  readonly reasons: readonly StageReason[];
  readonly frameworks: readonly FrameworkResult[];
  /** May sales be handed this lead now, and if not, which gates forbid it. */
  readonly handOver: { readonly allowed: boolean; readonly blockedBy: readonly string[] };
  /** Three pricing visits within a rolling week, or another fast lane of the model. */
  readonly hot: boolean;
  readonly nextAction: NextAction;
  /** Lead fields worth asking for, most useful first. */
  readonly missing: readonly string[];
  /** To be stored and handed back next time. */
  readonly standing: Standing;
  /**
   * Next instant at which something written (stage, grade, band, next action, reason) would change by time alone, or the standing: an
   * exit clock that starts to run must be seen when it does. `null` for never.
   */
  readonly changesAt: Instant | null;
}
