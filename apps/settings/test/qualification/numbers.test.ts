import type { ModelNumber } from '@tamis/api';
import { expect, it } from 'vitest';
import { changedNumbers } from '../../src/qualification/numbers.ts';

const numbers = [
  { id: 'stages/sql/enter', value: 50, published: 50 },
  { id: 'fit/industry/points', value: 12, published: 10 },
] as unknown as readonly ModelNumber[];

it('what is sent to be tried or published is what differs from the published model, edits before the draft', () => {
  expect(changedNumbers(numbers, {})).toEqual([{ id: 'fit/industry/points', value: 12 }]);
  expect(changedNumbers(numbers, { 'stages/sql/enter': 45, 'fit/industry/points': 10 })).toEqual([
    { id: 'stages/sql/enter', value: 45 },
  ]);
});
