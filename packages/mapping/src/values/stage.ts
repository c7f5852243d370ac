import type { Stage } from '@tamis/core';

const STAGES: Readonly<Record<Stage, true>> = {
  raw: true,
  mql: true,
  pql: true,
  sql: true,
  opportunity: true,
  customer: true,
  recycled: true,
  disqualified: true,
};

/** Every stage of ours. */
export const stages: readonly string[] = Object.keys(STAGES);

/** Is the word one of our stages? */
export function isStage(word: string): word is Stage {
  return Object.hasOwn(STAGES, word);
}
