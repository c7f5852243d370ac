import type { FieldType } from '@tamis/adapter';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReadTarget, reverseKey, toCrm, toLead, type WriteTarget } from '../src/coerce.ts';
import { sameValue } from '../src/index.ts';
import type { ValueType } from '../src/values/leadValue.ts';
import { cutText } from '../src/values/text.ts';

function reading(type: ValueType, more: Partial<ReadTarget> = {}): ReadTarget {
  return { type, choices: [], values: null, delimiter: null, ...more };
}

function writing(crmType: FieldType, type: ValueType, more: Partial<WriteTarget> = {}): WriteTarget {
  return {
    crmType,
    type,
    reverse: null,
    closed: false,
    options: null,
    maxLength: null,
    delimiter: ';',
    ...more,
  };
}

const nothing = (reason: string) => ({ value: undefined, reason });
const exactly = (value: unknown) => ({ value, reason: null });

describe('absent, null and empty text', () => {
  it('stay three different things in a text', () => {
    expect(toLead(undefined, reading('text'))).toEqual(exactly(undefined));
    expect(toLead(null, reading('text'))).toEqual(exactly(null));
    expect(toLead('', reading('text'))).toEqual(exactly(''));
  });

  it('are never taken for zero, false or 1970', () => {
    for (const type of ['number', 'boolean', 'instant', 'choice'] as const) {
      expect(toLead('', reading(type))).toEqual(exactly(null));
      expect(toLead(null, reading(type))).toEqual(exactly(null));
      expect(toLead(undefined, reading(type))).toEqual(exactly(undefined));
    }
  });
});

describe('a number of the CRM', () => {
  it.each([
    ['42', 42],
    ['-3.50', -3.5],
    [' 7 ', 7],
    ['1 234', 1234],
    ['1\u202f234\u00a0567,5', 1_234_567.5],
    ['12,5', 12.5],
    ['1e3', 1000],
    ['-0', 0],
    [12, 12],
  ])('%j has one reading', (raw, value) => {
    expect(toLead(raw, reading('number'))).toEqual(exactly(value));
  });

  it.each(['1,234', '12 5', '1.234.567', 'many', '1_000', '0x10', 'Infinity', 'NaN', '12 €', '--1'])(
    '%j is a problem and not a guess',
    (raw) => {
      expect(toLead(raw, reading('number'))).toEqual(nothing('not-a-number'));
    },
  );

  it.each(['9007199254740993', '0.12345678901234567890', '1e999', '1e-400'])(
    '%j is not rounded in silence',
    (raw) => {
      expect(toLead(raw, reading('number'))).toEqual(nothing('not-exact'));
    },
  );
});

describe('a date of the CRM', () => {
  it.each([
    ['2026-03-01T09:00:00.000Z', Date.UTC(2026, 2, 1, 9)],
    ['2026-03-01T10:00:00+0100', Date.UTC(2026, 2, 1, 9)],
    ['2026-03-01T10:00:00.25+01:00', Date.UTC(2026, 2, 1, 9, 0, 0, 250)],
    ['2026-03-01 09:00:00', Date.UTC(2026, 2, 1, 9)],
    ['2026-03-01', Date.UTC(2026, 2, 1)],
    ['1772355600000', Date.UTC(2026, 2, 1, 9)],
    [1_772_355_600_000, Date.UTC(2026, 2, 1, 9)],
  ])('%j is read', (raw, value) => {
    expect(toLead(raw, reading('instant'))).toEqual(exactly(value));
  });

  it.each([
    '2026-02-31',
    '2026-13-01',
    '2026-03-01T25:00:00Z',
    '01/03/2026',
    '1772355600',
    '20260301',
    'soon',
    1.5,
  ])('%j is a problem and not a guess', (raw) => {
    expect(toLead(raw, reading('instant'))).toEqual(nothing('not-a-date'));
  });
});

describe('choices', () => {
  const basis = reading('choice', {
    choices: ['consent', 'contract'],
    values: new Map([['Freely given', 'consent']]),
    delimiter: ';',
  });

  it('are translated by the row’s own table', () => {
    expect(toLead('Freely given', basis)).toEqual(exactly('consent'));
  });

  it('that the lead field does not know are a problem', () => {
    expect(toLead('Other', basis)).toEqual(nothing('not-a-choice'));
  });

  it('of which several are ticked where one is meant give the first, and say so', () => {
    expect(toLead('Freely given;contract', basis)).toEqual({ value: 'consent', reason: 'several-values' });
    expect(toLead('Freely given;consent', basis)).toEqual(exactly('consent'));
  });

  it('count in the order of the table, not of the ticks', () => {
    const values = new Map([
      ['DECIDES', 'decision-maker'],
      ['USES', 'user'],
    ]);
    const role = reading('text', { values, delimiter: ';' });
    expect(toLead('OTHER;USES;DECIDES', role)).toEqual({ value: 'decision-maker', reason: 'several-values' });
  });

  it('become a list where the lead field holds one', () => {
    expect(toLead('a; b;;a', reading('list', { delimiter: ';' }))).toEqual(exactly(['a', 'b']));
    expect(toLead(['a', 'b'], reading('as-is'))).toEqual(exactly(['a', 'b']));
  });

  it('named like a property of every object are no translation', () => {
    expect(toLead('constructor', basis)).toEqual(nothing('not-a-choice'));
  });
});

describe('a boolean of the CRM', () => {
  it('is true or false and nothing else', () => {
    expect(toLead('true', reading('boolean'))).toEqual(exactly(true));
    expect(toLead('FALSE', reading('boolean'))).toEqual(exactly(false));
    expect(toLead('1', reading('boolean'))).toEqual(nothing('not-a-boolean'));
    expect(toLead('yes', reading('boolean', { values: new Map([['yes', true]]) }))).toEqual(exactly(true));
  });
});

describe('writing to the CRM', () => {
  it('cuts a text that is too long only with a word about it', () => {
    expect(toCrm('abcdef', writing('text', 'text', { maxLength: 3 }))).toEqual({
      value: 'abc',
      reason: 'cut-to-length',
    });
    expect(toCrm('abc', writing('text', 'text', { maxLength: 3 }))).toEqual(exactly('abc'));
  });

  it('never cuts inside an emoji', () => {
    expect(toCrm('ab👍', writing('text', 'text', { maxLength: 3 }))).toEqual({
      value: 'ab',
      reason: 'cut-to-length',
    });
  });

  it('writes only options that the CRM has', () => {
    const options = new Set(['a', 'b']);
    expect(toCrm('a', writing('enumeration', 'text', { options }))).toEqual(exactly('a'));
    expect(toCrm('c', writing('enumeration', 'text', { options }))).toEqual(nothing('not-an-option'));
    expect(toCrm(['a', 'b'], writing('multi-enumeration', 'list', { options }))).toEqual(exactly('a;b'));
    expect(toCrm(['a', 'c'], writing('multi-enumeration', 'list', { options }))).toEqual(
      nothing('not-an-option'),
    );
  });

  it('refuses a value that would fall apart at the delimiter', () => {
    expect(toCrm(['a;b'], writing('multi-enumeration', 'list'))).toEqual(nothing('contains-delimiter'));
  });

  it('does not invent a CRM value for a word of ours', () => {
    const reverse = new Map([[reverseKey('sql'), 'sales']]);
    expect(toCrm('sql', writing('enumeration', 'choice', { reverse, closed: true }))).toEqual(
      exactly('sales'),
    );
    expect(toCrm('recycled', writing('enumeration', 'choice', { reverse, closed: true }))).toEqual(
      nothing('no-crm-value'),
    );
  });

  it('says that a day does not hold a time', () => {
    expect(toCrm(Date.UTC(2026, 2, 1, 9), writing('date', 'instant'))).toEqual({
      value: '2026-03-01',
      reason: 'time-cut',
    });
  });
});

const instants = fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 });
const words = fc.string({ unit: 'binary', minLength: 1 });
const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

describe('there and back again', () => {
  const there = <T extends string | number | boolean | string[]>(
    values: fc.Arbitrary<T>,
    types: { type: ValueType; crmType: FieldType; delimiter?: string },
  ) =>
    fc.assert(
      fc.property(values, (value) => {
        const { value: crm } = toCrm(value, writing(types.crmType, types.type));
        for (const form of [crm, String(crm)]) {
          expect(toLead(form, reading(types.type, { delimiter: types.delimiter ?? null }))).toEqual(
            exactly(value),
          );
        }
      }),
    );

  it('keeps every text, emoji and lone surrogates included', () =>
    there(words, { type: 'text', crmType: 'text' }));
  it('keeps every number', () => there(numbers, { type: 'number', crmType: 'number' }));
  it('keeps every boolean', () => there(fc.boolean(), { type: 'boolean', crmType: 'boolean' }));
  it('keeps every instant', () => there(instants, { type: 'instant', crmType: 'datetime' }));
  it('keeps every day', () =>
    there(
      fc.integer({ min: -719_528, max: 2_932_896 }).map((day) => day * 86_400_000),
      { type: 'instant', crmType: 'date' },
    ));
  it('keeps every list', () =>
    there(
      fc.uniqueArray(
        fc.stringMatching(/^[a-z0-9 _-]*[a-z0-9]$/).map((item) => item.trim()),
        { minLength: 1 },
      ),
      { type: 'list', crmType: 'multi-enumeration', delimiter: ';' },
    ));

  it('cuts well-formed text into well-formed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, length) => {
        const cut = cutText(text, length);
        expect(cut.isWellFormed()).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(length);
        expect(text.startsWith(cut)).toBe(true);
        expect(text.length - cut.length <= Math.max(text.length - length, 0) + 1).toBe(true);
      }),
    );
  });
});

describe('two CRM values are the same', () => {
  it.each([
    ['number', '42', 42],
    ['number', '42.0', 42],
    ['datetime', '2026-03-01T09:00:00Z', '1772355600000'],
    ['datetime', '2026-03-01T10:00:00+01:00', 1_772_355_600_000],
    ['date', '2026-03-01', String(Date.UTC(2026, 2, 1))],
    ['boolean', 'true', true],
    ['multi-enumeration', 'a;b', ['b', 'a']],
    ['text', null, ''],
    ['text', undefined, null],
  ] as const)('in a %s field: %j and %j', (type, a, b) => {
    expect(sameValue(type, a, b)).toBe(true);
    expect(sameValue(type, b, a)).toBe(true);
  });

  it.each([
    ['number', '42', '42.5'],
    ['number', '0', null],
    ['boolean', 'false', null],
    ['text', '42', '42.0'],
    ['text', 'a', 'A'],
    ['datetime', '2026-03-01', '2026-03-02'],
    ['multi-enumeration', 'a;b', 'a'],
  ] as const)('but not in a %s field: %j and %j', (type, a, b) => {
    expect(sameValue(type, a, b)).toBe(false);
  });
});
