import type { PlacedRef } from '../../store/people/links.ts';

/** Something that a person changes in one CRM between two rounds of the demo. */
export type EditKind = 'job-title' | 'phone' | 'accepted' | 'rejected' | 'opted-out' | 'email';

/** One edit of one record. */
export interface PersonEdit {
  readonly kind: EditKind;
  /** The lead that the record showed at the time. */
  readonly leadId: string;
  readonly record: PlacedRef;
  /** What was typed: the new value, or the reason of a rejection; empty where there is nothing to type. */
  readonly value: string;
}
