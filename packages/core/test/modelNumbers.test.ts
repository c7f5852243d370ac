import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultModel, ModelInvalid, modelNumbers, parseModel, withNumbers } from '../src/index.ts';

const model = defaultModel();
const numbers = modelNumbers(model);

describe('the numbers of a model', () => {
  it('have each a place of its own', () => {
    expect(new Set(numbers.map(({ id }) => id)).size).toBe(numbers.length);
  });

  it('name the thresholds people agree on', () => {
    expect(numbers.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'qualification/mql/score/enter',
        'qualification/sql/score/enter',
        'caps/total',
      ]),
    );
  });

  it('stay the same model when they are put back where they came from', () => {
    expect(withNumbers(model, numbers)).toEqual(model);
  });

  it('can each be changed within its bounds, and the model stays valid and holds the new value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...numbers), fc.integer({ min: 1, max: 90 }), ({ id, min }, value) => {
        const wanted = min < 0 ? -value : value;
        const changed = parseModel(withNumbers(model, [{ id, value: wanted }]));
        expect(modelNumbers(changed).find((one) => one.id === id)?.value).toBe(wanted);
        expect(
          modelNumbers(changed).filter((one, index) => one.value !== numbers[index]?.value).length,
        ).toBeLessThan(2);
      }),
    );
  });

  it('refuses a place that the model does not have', () => {
    expect(() => withNumbers(model, [{ id: 'fit/nobody/points', value: 1 }])).toThrow(ModelInvalid);
  });
});
