import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf, isId, numberOf, shortId } from '../../src/salesforce/ids.ts';

const number = fc.integer({ min: 1, max: 62 ** 8 });

describe('ids', () => {
  it('an id known from Salesforce’s own pages has its check characters', () => {
    expect(isId('001A0000006Vm9r')).toBe(true);
    expect(isId('001A0000006Vm9rIAC')).toBe(true);
    expect(isId('001A0000006Vm9rIAD')).toBe(false);
  });

  it('any number is found again by its long and by its short id, and by that of no other object', () => {
    fc.assert(
      fc.property(number, (each) => {
        const id = idOf('00Q', each);
        expect(isId(id)).toBe(true);
        expect([numberOf(id, '00Q'), numberOf(shortId(id), '00Q'), numberOf(id, '003')]).toEqual([
          each,
          each,
          null,
        ]);
      }),
    );
  });

  it('ids sort as their numbers do', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(shortId(idOf('00Q', a)) < shortId(idOf('00Q', b))).toBe(a < b);
      }),
    );
  });
});
