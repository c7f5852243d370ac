import type { Instant } from '@tamis/adapter';

/** The rule by which a value stands. */
export type OriginPolicy =
  /** A person set it in the product. */
  | 'manual'
  /** The class of its row, and within the class the latest change. */
  | 'crm-wins'
  | 'newest'
  | 'hub-wins'
  /** One CRM alone speaks, by the order of its rows. */
  | 'order'
  /** The most restrictive one. */
  | 'strictest'
  /** The earliest one. */
  | 'earliest'
  /** Nobody said it: the row's default, or our own copy of it. */
  | 'default';

/** A field of one record of one CRM. */
export interface FieldPlace {
  readonly connectionId: string;
  readonly object: string;
  /** The record's id; empty for a row's default, which no record holds. */
  readonly id: string;
  readonly field: string;
}

/** Where a lead field's value came from. */
export interface Origin {
  /** When it was said, on the source's time; 0 for a default, which is older than anything that somebody said. */
  readonly at: Instant;
  /** `default` where no record holds it. */
  readonly source: 'manual' | FieldPlace;
  readonly policy: OriginPolicy;
}
