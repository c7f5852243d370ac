import type { FieldValue, Instant, RecordRef } from '@tamis/adapter';

/** One person as the example CRM keeps it. */
export interface Row {
  readonly id: string;
  readonly created: Instant;
  modified: Instant;
  fields: Record<string, FieldValue>;
  /** What was written, newest first. */
  past: readonly Written[];
  /** `null` while it is live. */
  end: RowEnd | null;
  mergedIds: readonly string[];
  /** Another row of the same person, where there is one. */
  readonly sameAs: string | null;
}

/** A value that a field was given. */
export interface Written {
  readonly field: string;
  readonly value: FieldValue;
  readonly at: Instant;
}

/** Why a row is not live any more, and what goes on in its place. */
export type RowEnd =
  | { readonly kind: 'deleted' }
  | { readonly kind: 'merged'; readonly into: string }
  | { readonly kind: 'converted'; readonly into: RecordRef };

/** A field of people. */
export interface CrmField {
  readonly name: string;
  label: string;
  readonly type: 'text' | 'number' | 'enumeration';
  readonly options?: readonly string[];
}

/** Longest text that a text field takes. */
export const LONGEST_TEXT = 2000;
