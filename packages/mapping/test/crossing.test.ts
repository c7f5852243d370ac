import { expect, it } from 'vitest';
import { isCrossing } from '../src/index.ts';

it('a new stage, grade or hand-over and a first value move a person across a threshold; points and restored values do not', () => {
  expect(isCrossing(['score-moved', 'stage-changed'])).toBe(true);
  for (const reason of ['first-value', 'grade-changed', 'hand-over-changed'] as const)
    expect(isCrossing([reason])).toBe(true);
  expect(isCrossing(['score-moved', 'restored', 'lead-field-changed', 'next-action-changed'])).toBe(false);
  expect(isCrossing([])).toBe(false);
});
