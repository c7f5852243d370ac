import type { Fields, Instant } from '@tamis/adapter';
import type { Lead, LeadScore, Verdict } from '@tamis/core';
import type { Origin } from './assemble/origin.ts';
import type { MappingProblem } from './problem.ts';

/** Why a write deserves to exist; sentences are made of these by whoever shows them. */
export type PlanReason =
  /** The CRM field was never filled. */
  | 'first-value'
  | 'stage-changed'
  | 'grade-changed'
  | 'next-action-changed'
  | 'hand-over-changed'
  /** By 5 points or more. */
  | 'score-moved'
  /** A mapped field of the lead itself changed. */
  | 'lead-field-changed'
  /** The verdict is unchanged, but the CRM no longer shows what we wrote. */
  | 'restored'
  /** Another record of the same person shows, or is about to show, another verdict. */
  | 'kept-together';

/** Why a mapped field is left alone. */
export type SkipReason =
  /** `only-if-empty`, and it is not. */
  | 'not-empty'
  /** `forward-only`, and the new value is not ahead of the present one. */
  | 'not-forward'
  /** `forward-only`, and the new or the present value is not in the order. */
  | 'not-in-order'
  /** `forward-only`, and somebody changed it after our last write. */
  | 'changed-by-person'
  /** The present value was not read, so that the write rule cannot be kept. */
  | 'not-read'
  /** The lead has nothing there, and nothing never replaces something. */
  | 'blank'
  /** The CRM did not keep this very value before. */
  | 'refused'
  /** The value has no form that the CRM accepts, or none that reads back as itself where the row also reads; `problems` says more. */
  | 'no-value'
  /** `newest`, and the CRM's value, or its emptiness, is a later word of a person than the lead's. */
  | 'newer-in-crm'
  /** `crm-wins`, and the CRM holds something. */
  | 'owned-by-crm'
  /** Something in the CRM rewrites the field whenever we write it. */
  | 'contested';

/** What was decided about a lead, in the words that will be shown. */
export interface Verdicted {
  readonly verdict: Verdict;
  readonly score: LeadScore;
  /** Texts in the workspace's language. */
  readonly explanation: { readonly reason: string; readonly nextAction: string };
  /** The instant of the verdict. */
  readonly asOf: Instant;
}

/** What we last wrote to a record. */
export interface Written {
  /** For every field the last value that we wrote, whichever write it was. */
  readonly fields: Fields;
  /** Instant of the latest write, on the same line of time as `asOf`. */
  readonly at: Instant;
}

/** Everything a plan for one CRM record rests on. */
export interface PlanInput extends Verdicted {
  readonly connectionId: string;
  /** The record's object, for instance `contacts`. */
  readonly object: string;
  /** The record's id in its CRM. */
  readonly id: string;
  readonly lead: Lead;
  /** Where the values of the lead came from, by lead path. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** The record's fields as last read or answered by the CRM. */
  readonly observed: Fields;
  /** When people last changed the record's fields, on the source's time; a field that nobody was seen to change has no entry. */
  readonly changed: Readonly<Record<string, Instant>>;
  /** When the record's fields held what they held before anybody was seen to change them. */
  readonly baselineAt: Instant;
  /** When we last wrote the record's fields, on the source's time; a field that we never wrote has no entry. */
  readonly ourWrites?: Readonly<Record<string, Instant>>;
  /** CRM fields that something in the CRM keeps rewriting. */
  readonly contested: ReadonlySet<string>;
  /** The record is to show what the other records of its lead show, however small the difference. */
  readonly together?: boolean;
  readonly written: Written | null;
  /** Values that the CRM answered a write with by keeping another one; they are not desired again. */
  readonly refused?: Fields;
}

/** A mapped field that is not written, and why. */
export interface SkippedField {
  readonly field: string;
  readonly reason: SkipReason;
}

/** What a record should hold. No reasons means that nothing desired differs from what was observed. */
export interface Plan {
  /** CRM values by CRM field. */
  readonly desired: Fields;
  readonly reasons: readonly PlanReason[];
  readonly skipped: readonly SkippedField[];
  readonly problems: readonly MappingProblem[];
  /** Where a small change waits for its day: the instant to plan again; `null` where nothing waits. */
  readonly heldUntil: Instant | null;
}
