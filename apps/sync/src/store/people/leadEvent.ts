import type { ManualStage, Stage } from '@tamis/core';
import type { LinkReasonStored } from './linkReason.ts';

/** What happened to a lead beside its evaluations: a line of its history. */
export type LeadEvent =
  | { readonly kind: 'record-linked'; readonly ref: string; readonly reason: LinkReasonStored }
  | {
      readonly kind: 'record-left';
      readonly ref: string;
      readonly to: string;
      readonly reason: LinkReasonStored;
    }
  | { readonly kind: 'leads-merged'; readonly from: string }
  | {
      readonly kind: 'link-decided';
      readonly ref: string;
      readonly decision: 'cut' | 'joined' | 'freed';
      /** The record it was joined to. */
      readonly with: string | null;
      readonly by: string;
      readonly reason: string | null;
    }
  | { readonly kind: 'manual-stage-set'; readonly manual: ManualStage }
  | { readonly kind: 'manual-stage-cleared'; readonly by: string }
  | { readonly kind: 'manual-stage-expired'; readonly manual: ManualStage; readonly now: Stage }
  | {
      readonly kind: 'value-set';
      readonly path: string;
      readonly value: unknown;
      readonly reason: string;
      readonly by: string;
      readonly until: number | null;
    }
  | { readonly kind: 'value-cleared'; readonly path: string; readonly by: string }
  | {
      readonly kind: 'value-expired';
      readonly path: string;
      readonly value: unknown;
      readonly reason: string;
      readonly by: string;
    };
