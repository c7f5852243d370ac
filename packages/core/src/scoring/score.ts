import type { Instant } from '../lead/lead.ts';

/** What one rule gave a lead. All points are integer hundredths, so that sums are exact. */
export interface Contribution {
  /** Id of the rule in the model. */
  readonly rule: string;
  readonly group: 'fit' | 'engagement' | 'negative';
  /** Before decay-rounding and caps: hundredths, rounded once per contribution. */
  readonly raw: number;
  /** After the rule's, the group's and the total cap: what counts. The sum over all contributions is the total. */
  readonly points: number;
  /** What made the rule hold: for a fit rule the value seen, for an engagement rule the latest activity's time and how many counted. */
  readonly evidence: Evidence;
}

export interface Evidence {
  /** Path of the lead field, for a condition on a field. */
  readonly field?: string;
  readonly value?: string | number | boolean | null | readonly string[];
  /** Time of the latest activity that counted. */
  readonly at?: Instant;
  /** How many activities counted. */
  readonly count?: number;
}

/** A–D for fit, 1–4 for engagement, for instance `B2`. */
export type Grade = `${'A' | 'B' | 'C' | 'D'}${1 | 2 | 3 | 4}`;

/** A gate that holds: it blocks a stage, or disqualifies. */
export interface GateResult {
  /** Id of the gate in the model. */
  readonly gate: string;
  readonly effect: 'disqualify' | 'block-hand-over';
  readonly evidence: Evidence;
}

/** The score of one lead under one version of a model, as of an instant. Pure data, the same on every machine. */
export interface LeadScore {
  readonly model: { readonly id: string; readonly version: number };
  /** The start of the UTC day that decay was computed for. */
  readonly asOf: Instant;
  /** Hundredths of points. */
  readonly total: number;
  /** Hundredths; fit + engagement + negatives make the total, negatives belong to the side they judge. */
  readonly fit: number;
  readonly engagement: number;
  /** Of the two sides before the cap on the total. */
  readonly grade: Grade;
  /** Only rules that gave points other than 0. */
  readonly contributions: readonly Contribution[];
  /** Lead fields that a rule needed and the lead does not have. */
  readonly missing: readonly string[];
  readonly gates: readonly GateResult[];
}
