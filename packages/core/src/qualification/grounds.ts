import type { Findings } from './findings.ts';
import type { Situation } from './situation.ts';
import type { Standing } from './verdict.ts';

/** What a decision is concluded from. */
export interface Grounds {
  readonly situation: Situation;
  readonly findings: Findings;
  readonly standing: Standing;
}
