import type { PermissionBlock } from '../qualification/permission.ts';
import type { BantId } from '../qualification/policy.ts';
import type { CriterionState, NextAction, Stage, StageReasonCode } from '../qualification/verdict.ts';

/** Languages that explanations are written in. */
export type Language = 'fr' | 'en';

/** What stops a hand-over beside the gates of a model, which carry labels of their own. */
export type FixedBlock = PermissionBlock | 'interest-faded' | 'objection';

/** Every fixed word of the explanations. A language that lacks one does not compile. */
export interface Messages {
  readonly stages: Readonly<Record<Stage, string>>;
  readonly actions: Readonly<Record<NextAction, string>>;
  /** `{0}` stands for a person's own words; without any, what is before the colon remains. */
  readonly reasons: Readonly<Record<StageReasonCode, string>>;
  readonly blocks: Readonly<Record<FixedBlock, string>>;
  readonly criteria: Readonly<Record<BantId, string>>;
  readonly questions: Readonly<Record<BantId, string>>;
  readonly states: Readonly<Record<CriterionState, string>>;
  readonly groups: Readonly<Record<'fit' | 'engagement' | 'negative', string>>;
  readonly headings: Readonly<Record<'hot' | 'blocked' | 'ask' | 'action' | 'missing' | 'total', string>>;
  readonly truth: Readonly<Record<'true' | 'false' | 'empty', string>>;
  /** `{0}` of `{1}`. */
  readonly outOf: string;
  /** `{0}` times, the last on `{1}`. */
  readonly times: string;
  readonly once: string;
  /** Between a heading and what it introduces, blanks included. */
  readonly colon: string;
  readonly decimalMark: string;
  /** Year, month and day as `{0}`, `{1}` and `{2}`. */
  readonly date: string;
}
