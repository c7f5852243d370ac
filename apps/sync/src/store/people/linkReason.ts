import type { LinkReason } from '@tamis/core';

/** Why a record is linked; `gone` went on as another record or kept its place. */
export type LinkReasonStored = LinkReason | { readonly kind: 'gone'; readonly with: string | null };

/** What a person decided about a record's link, who, when and why. */
export interface HandLink {
  readonly kind: 'cut' | 'joined';
  /** The record it was joined to. */
  readonly with: string | null;
  readonly by: string;
  readonly at: number;
  readonly reason: string;
}
